/**
 * Which Codex program runs our session: the parent's own, where the system tells, else the one on
 * the PATH.
 */
import { readlinkSync } from "node:fs";
import { basename } from "node:path";
import { BridgeError } from "../shared/errors";
import { readParentPid } from "../shared/process-identity";

/** The path of the Codex CLI. Throws a BridgeError where there is none. */
export function findCodex(): string {
  try {
    const program = readlinkSync(`/proc/${readParentPid()}/exe`);
    if (/^codex/.test(basename(program))) return program;
  } catch {
    // No /proc, or the parent is another user's: the PATH has to do.
  }
  const program = Bun.which("codex");
  if (program) return program;
  throw new BridgeError("unavailable", "no Codex app-server runs here, and the Codex CLI is not on the PATH");
}
