/** Expected failures: thrown with a code, rendered once for each surface (tool result, HTTP, peer, CLI). */

export const ERROR_CODES = [
  "bad_request",
  "unauthorized",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "too_many",
  "timeout",
  /** Another process is the host. */
  "locked",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export class BridgeError extends Error {
  override readonly name = "BridgeError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** The argument, header or variable at fault. */
    readonly field?: string,
  ) {
    super(message);
  }
}

/** The message of anything that was thrown. */
export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
