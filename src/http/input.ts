/** Reads what a request brings, or throws the error that names the field. */
import type { Context, MiddlewareHandler } from "hono";
import type * as z from "zod";
import { BridgeError } from "../shared/errors";
import { parseInput } from "../shared/input";
import { createLimiter, type Limit } from "../shared/limiter";
import type { Limits } from "../shared/limits";

interface BodyLimit {
  maxBytes: number;
  /** How long the body may take to arrive. */
  ms: number;
  /** For large bodies. */
  takeTurn: Limit;
}

declare module "hono" {
  interface ContextVariableMap {
    bodyLimit: BodyLimit;
  }
}

/**
 * JSON of a text has at most three times its bytes where a client escapes all that is not ASCII.
 * Only control characters take more: a text of nothing else has to be shorter.
 */
const BYTES_PER_BYTE = 3;
/** What stands around the text. */
const FRAME_BYTES = 64 * 1024;

/**
 * Bodies of more than this are read one after the other: each takes several times its size while it
 * is parsed.
 */
const LARGE_BYTES = 1024 * 1024;
/** Large bodies that wait for their turn; what has arrived of them is in memory already. */
const WAITING = 3;

/**
 * Limits the bodies of the routes behind it, as `readBody` reads them: their size, and the time
 * that they may take.
 */
export function limitBody({ messageBytes, bodyMs }: Pick<Limits, "messageBytes" | "bodyMs">): MiddlewareHandler {
  const maxBytes = BYTES_PER_BYTE * messageBytes + FRAME_BYTES;
  const limit: BodyLimit = { maxBytes, ms: bodyMs, takeTurn: createLimiter({ running: 1, waiting: WAITING }) };
  return async (c, next) => {
    if (Number(c.req.header("content-length") ?? 0) > limit.maxBytes) throw tooLarge(limit);
    c.set("bodyLimit", limit);
    await next();
  };
}

/** The JSON body as `schema` has it. */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const { takeTurn } = c.get("bodyLimit");
  const length = c.req.header("content-length");
  if (length !== undefined && Number(length) <= LARGE_BYTES) return parseInput(schema, await parseJson(c));
  const read = takeTurn(async () => parseInput(schema, await parseJson(c)));
  if (read === null) throw new BridgeError("too_many", "Other large bodies are being read. Try again in a moment.");
  return read;
}

/** The query as `schema` has it; a name that is given twice counts once. */
export function readQuery<S extends z.ZodType>(c: Context, schema: S): z.output<S> {
  return parseInput(schema, c.req.query());
}

async function parseJson(c: Context): Promise<unknown> {
  const text = await readText(c);
  try {
    return JSON.parse(text);
  } catch {
    throw new BridgeError("bad_request", "The body is not JSON.", "body");
  }
}

/**
 * The whole body. A sender that stops in the middle, or sends a byte now and then, holds nothing
 * open for long.
 */
async function readText(c: Context): Promise<string> {
  const limit = c.get("bodyLimit");
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new BridgeError("timeout", `The body took longer than ${limit.ms / 1000} s to arrive.`, "body")),
    limit.ms,
  );
  // Its length is known and was looked at, or else it is counted as it comes.
  const text = c.req.header("content-length") === undefined ? collect(c.req.raw, limit) : c.req.text();
  try {
    return await Promise.race([text, late.promise]);
  } catch (error) {
    if (error instanceof BridgeError) throw error;
    // The connection broke, or its framing did.
    throw new BridgeError("bad_request", "The body did not arrive whole.", "body");
  } finally {
    clearTimeout(timer);
  }
}

async function collect({ body }: Request, limit: BodyLimit): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > limit.maxBytes) throw tooLarge(limit);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge({ maxBytes }: BodyLimit): BridgeError {
  return new BridgeError("too_large", `A body may have at most ${maxBytes} bytes.`);
}
