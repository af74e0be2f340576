/**
 * Expected failures: thrown with a code, rendered once for each surface (tool result, HTTP, peer,
 * CLI).
 */

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

/**
 * What is expected of the machine itself (a full disk, a file that cannot be written, too many open
 * files) in words; null for anything else, which is a bug.
 */
export function toKnownError(error: unknown): BridgeError | null {
  if (error instanceof BridgeError) return error;
  if (!(error instanceof Error) || !("code" in error)) return null;
  const code = String(error.code);
  const where = "path" in error && typeof error.path === "string" ? ` (${error.path})` : "";
  if (code === "ENOSPC" || code === "EDQUOT" || code === "SQLITE_FULL") {
    return new BridgeError(
      "unavailable",
      `The disk is full${where}: this was not done; what was stored before is kept. Free some space, then try it again.`,
    );
  }
  if (code.startsWith("SQLITE_")) {
    return new BridgeError(
      "unavailable",
      `The bridge's database failed (${code}: ${error.message}). What was stored before is kept. codex-bridge doctor says what is wrong.`,
    );
  }
  const why = REASONS[code];
  return why === undefined ? null : new BridgeError("unavailable", `${why}${where}. Mend that, then try it again.`);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "This user may not do that",
  EPERM: "This user may not do that",
  EROFS: "The file system is read-only",
  EMFILE: "Too many files are open in this process",
  ENFILE: "Too many files are open on this machine",
  EIO: "The disk does not answer",
  ESTALE: "The network file system has lost this file",
};
