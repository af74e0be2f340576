/** Outside input against a schema, and what is said of it where it does not fit. */
import type * as z from "zod";
import english from "zod/v4/locales/en.js";
import { BridgeError } from "./errors";
import { shorten } from "./text";

/** What a zod failure says to the person or model who sent the value: each field at fault and what was expected. */
export function toInputError(error: z.core.$ZodError): BridgeError {
  const faults = error.issues.slice(0, 3).map(toFault);
  const message = faults.map((fault) => fault.message).join(" ");
  return new BridgeError("bad_request", message || "The input is not valid.", faults[0]?.field);
}

function toFault(issue: z.core.$ZodIssue): { message: string; field?: string } {
  if (issue.code === "unrecognized_keys") {
    const field = printable([...issue.path, issue.keys[0]].join("."));
    return { message: `Unknown field "${field}": leave it out.`, field };
  }
  const field = printable(issue.path.join("."));
  if (!field) return { message: `${issue.message}.` };
  return { message: `Field "${field}": ${issue.message}.`, field };
}

/** What a schema says of a fault where it has no words of its own: `zod/mini` brings none. To be given to `safeParse`. */
export const IN_WORDS = { error: english().localeError };

/** Parses outside input, or throws the BridgeError that names the field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = toQuick(schema).safeParse(input, IN_WORDS);
  if (!parsed.success) throw toInputError(parsed.error);
  return parsed.data;
}

/** The same, for a sender to whom nothing is explained: null where the input does not fit. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> | null {
  const parsed = toQuick(schema).safeParse(input);
  return parsed.success ? parsed.data : null;
}

/** Uses of a schema from which on it is worth compiling. */
const OFTEN = 1_000;

const uses = new WeakMap<z.ZodType, number>();
const compiled = new WeakMap<z.ZodType, z.ZodType>();

/**
 * Counts a use. What is used often is compiled, for 6 % more messages a second (bench: throughput); what is not saves zod's compiler, which
 * is loaded for that. A compiled schema says the same of the same input: where it does not fit, zod asks the schema itself.
 */
function toQuick<S extends z.ZodType>(schema: S): S {
  const own = compiled.get(schema);
  if (own) return own as S;
  const used = (uses.get(schema) ?? 0) + 1;
  uses.set(schema, used);
  if (used === OFTEN) import("zod/v4/core").then(({ compile }) => compiled.set(schema, compile(schema)));
  return schema;
}

/** A short form of a name that came from outside: hostile keys must not fill a message or carry control characters. */
function printable(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N} _.:-]/gu, "?");
  return shorten(clean, 60);
}
