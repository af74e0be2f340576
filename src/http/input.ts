/** Reads what a request brings, or throws the error that names the field. */
import type { Context, MiddlewareHandler } from "hono";
import type * as z from "zod";
import { BridgeError } from "../errors";
import { parseInput } from "../input";
import type { Limits } from "../limits";

interface BodyLimit {
  maxBytes: number;
  /** How long the body may take to arrive. */
  ms: number;
}

declare module "hono" {
  interface ContextVariableMap {
    bodyLimit: BodyLimit;
  }
}

// JSON may escape one byte of text as six characters; the rest is for what stands around it.
const BYTES_PER_BYTE = 8;

/** Limits the bodies of the routes behind it, as `readBody` reads them: their size, and the time that they may take. */
export function limitBody({ messageBytes, bodyMs }: Pick<Limits, "messageBytes" | "bodyMs">): MiddlewareHandler {
  const limit: BodyLimit = { maxBytes: BYTES_PER_BYTE * messageBytes, ms: bodyMs };
  return async (c, next) => {
    if (Number(c.req.header("content-length") ?? 0) > limit.maxBytes) throw tooLarge(limit);
    c.set("bodyLimit", limit);
    await next();
  };
}

/** The JSON body as `schema` has it. */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  return parseInput(schema, await parseJson(c));
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

/** The whole body. A sender that stops in the middle, or sends a byte now and then, holds nothing open for long. */
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
