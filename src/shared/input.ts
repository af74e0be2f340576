/** Outside input against a schema, and what is said of it where it does not fit. */
import type * as z from "zod";
import { BridgeError } from "./errors";
import { shorten } from "./text";

/**
 * What a zod failure says to the person or model who sent the value: each field at fault and what
 * was expected.
 */
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

/** Parses outside input, or throws the BridgeError that names the field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw toInputError(parsed.error);
  return parsed.data;
}

/**
 * A short form of a name that came from outside: hostile keys must not fill a message or carry
 * control characters.
 */
function printable(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N} _.:-]/gu, "?");
  return shorten(clean, 60);
}
