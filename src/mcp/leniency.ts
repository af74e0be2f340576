/** What clients send that the SDK would refuse, or accept without serving it. */
import { LATEST_PROTOCOL_VERSION } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";

/** Has JSON-RPC batches, which neither the SDK nor our transport reads. */
const BATCH_REVISION = "2025-03-26";

const Request = z.looseObject({ method: z.string(), params: z.looseObject({}) });

/**
 * A client's message as the SDK expects it. `null` for `arguments` or `_meta` becomes absent, since
 * clients pass on what their model left empty. A client that asks for the revision with batches is
 * offered the latest one instead.
 */
export function toCurrentProtocol(message: unknown): unknown {
  const request = Request.safeParse(message).data;
  if (!request) return message;
  const { method, params } = request;
  const given = Object.fromEntries(
    Object.entries(params).filter(([name, value]) => value !== null || (name !== "arguments" && name !== "_meta")),
  );
  if (method === "initialize" && given.protocolVersion === BATCH_REVISION)
    given.protocolVersion = LATEST_PROTOCOL_VERSION;
  return { ...request, params: given };
}
