/** A hook's connection to the bridge: /peer spoken by hand, since it needs a tenth of the client that all others use. */
import { PROTOCOL_VERSION } from "../constants";
import { openBridgeSocket } from "../loopback/socket";
import { offerKnock } from "../peer/knock";
import { createNonce, isSame, prove } from "../peer/proof";
import type { Address } from "./places";

const HANDSHAKE_LIMIT_MS = 1_000;
const HEARTBEAT_MS = 10_000;

export interface Line {
  /** Resolves with the bridge's answer; rejects where the line is lost or the bridge refuses. */
  call(name: string, input: unknown): Promise<unknown>;
  close(): void;
}

/** Dials the bridge; both ends prove themselves before anything else is said. Rejects where that fails. */
export function dialHook({ host, port, token }: Address): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = openBridgeSocket(host, port, offerKnock(token, port));
    const nonce = createNonce();
    const calls = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
    let state: "hello" | "proof" | "open" | "over" = "hello";
    let next = 0;
    let heard = true;
    const say = (message: unknown) => socket.send(JSON.stringify([message]));

    function end(why: string): void {
      if (state === "over") return;
      state = "over";
      clearTimeout(limit);
      clearInterval(heartbeat);
      socket.close();
      reject(new Error(why));
      for (const { fail } of calls.values()) fail(new Error(why));
    }
    const limit = setTimeout(() => end("no answer"), HANDSHAKE_LIMIT_MS);
    // A stopped host keeps its port and closes nothing: only silence tells.
    const heartbeat = setInterval(() => {
      if (!heard) return end("silence");
      heard = false;
      if (state === "open") say({ t: "ping" });
    }, HEARTBEAT_MS);

    function hear(message: Record<string, unknown>): void {
      const { t, n, proof } = message;
      if (state === "hello" && t === "challenge" && typeof proof === "string" && typeof message.nonce === "string") {
        const challenge = { role: "hook", peerNonce: nonce, hostNonce: message.nonce, port };
        if (!isSame(proof, prove(token, "host", challenge))) return end("a wrong proof");
        state = "proof";
        return say({ t: "proof", proof: prove(token, "peer", challenge) });
      }
      if (state === "proof" && t === "ready") {
        state = "open";
        clearTimeout(limit);
        const call = (name: string, input: unknown) =>
          new Promise<unknown>((done, fail) => {
            if (state !== "open") return fail(new Error("the line is closed"));
            calls.set(next, { done, fail });
            say({ t: "call", n: next++, name, input });
          });
        return resolve({ call, close: () => end("closed") });
      }
      if (state !== "open") return end("out of order");
      const waiting = typeof n === "number" ? calls.get(n) : undefined;
      if (!waiting || typeof n !== "number") return;
      calls.delete(n);
      if (t === "result") waiting.done(message.value);
      else waiting.fail(new Error("refused"));
    }

    socket.onopen = () => say({ t: "hello", role: "hook", nonce, protocol: PROTOCOL_VERSION });
    socket.onerror = () => end("no bridge");
    socket.onclose = () => end("the bridge has gone");
    socket.onmessage = ({ data }) => {
      heard = true;
      for (const message of parseFrame(data)) hear(message);
    };
  });
}

/** A frame's messages, which the proof has shown to be our own program's. */
function parseFrame(data: unknown): Record<string, unknown>[] {
  const parsed: unknown = JSON.parse(String(data));
  return Array.isArray(parsed) ? parsed.filter((message) => typeof message === "object" && message !== null) : [];
}
