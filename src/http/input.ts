/** Reads what a request brings, or throws the error that names the field. */
import type { Context } from "hono";
import type { z } from "zod";
import { BridgeError, parseInput } from "../errors";

/** The JSON body as `schema` has it. */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  return parseInput(schema, await parseJson(c));
}

/** The query as `schema` has it; a name that is given twice counts once. */
export function readQuery<S extends z.ZodType>(c: Context, schema: S): z.output<S> {
  return parseInput(schema, c.req.query());
}

async function parseJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new BridgeError("bad_request", "The body is not JSON.", "body");
  }
}
