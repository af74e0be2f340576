/**
 * What crosses /peer: each WebSocket text frame is a JSON array of messages. First the proof (hello
 * → challenge → proof → ready), then calls of an API, pushes to it, and the answers to both.
 */
import * as z from "zod";
import { CallName, Role } from "../shared/calls/calls";
import { Envelope } from "../shared/calls/envelope";
import { PushCall, PushReport } from "../shared/calls/push";
import { BridgeError, ERROR_CODES } from "../shared/errors";
import { ClaudeTransport } from "../shared/vocabulary";
import { CallNumber, Proof, parseFrame } from "./frames";

export const PeerMessage = z.discriminatedUnion("t", [
  z.object({ t: z.literal("hello"), role: Role, nonce: Proof, protocol: z.number() }),
  z.object({ t: z.literal("proof"), proof: Proof }),
  /** What goes into a call is checked by the schema of its name, later. */
  z.object({ t: z.literal("call"), n: CallNumber, name: CallName, input: z.unknown() }),
  z.object({ t: z.literal("cancel"), n: CallNumber }),
  /** The answer to a push: a report for each message of which anything is known. */
  z.object({ t: z.literal("pushed"), n: CallNumber, reports: z.array(PushReport) }),
  z.object({ t: z.literal("reached"), n: CallNumber, reports: z.array(PushReport) }),
  z.object({ t: z.literal("ping") }),
]);
export type PeerMessage = z.infer<typeof PeerMessage>;

/** The messages of a peer's frame; null where it is none. */
export const parsePeerFrame = (frame: unknown) => parseFrame(PeerMessage, frame);

/**
 * A host says nothing but the first three before it has proved that it is this user's bridge, with
 * the same protocol. The result of a call is checked by the schema of its name, later.
 */
export const HostMessage = z.discriminatedUnion("t", [
  z.object({ t: z.literal("challenge"), nonce: Proof, proof: Proof }),
  z.object({ t: z.literal("ready") }),
  z.object({ t: z.literal("refused"), message: z.string() }),
  z.object({ t: z.literal("result"), n: CallNumber, value: z.unknown() }),
  z.object({
    t: z.literal("error"),
    n: CallNumber,
    error: z.object({
      code: z.enum(ERROR_CODES).catch("internal"),
      message: z.string(),
      field: z.string().exactOptional(),
    }),
  }),
  z.object({ t: z.literal("push"), n: CallNumber, items: z.array(Envelope), transports: z.array(ClaudeTransport) }),
  z.object({ t: z.literal("reach"), n: CallNumber, call: PushCall }),
  z.object({ t: z.literal("pong") }),
]);
export type HostMessage = z.infer<typeof HostMessage>;

/** What a call was refused with, as it was thrown at the host. */
export function toBridgeError({ error }: Extract<HostMessage, { t: "error" }>): BridgeError {
  return new BridgeError(error.code, error.message, error.field);
}

/** The messages of a host's frame; null where it is none. */
export const parseHostFrame = (frame: unknown) => parseFrame(HostMessage, frame);
