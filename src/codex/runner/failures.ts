/** What the app-server says when it refuses, as the domain's failures. */
import { EngineError, type EngineFailure } from "../../core/runs/engine";
import { BridgeError, toMessage } from "../../shared/errors";
import { shorten } from "../../shared/text";
import { AppServerError } from "../app-server";
import { ARCHIVED, NO_THREAD, OTHER_WRITER, readPassing } from "../contract";

const SHOWN_CHARS = 300;

/**
 * Any error of a call as an EngineError. `broken`: what a connection means that broke during it.
 */
export function toEngineError(error: unknown, broken: EngineFailure = "codex_unavailable"): EngineError {
  if (error instanceof EngineError) return error;
  if (error instanceof AppServerError) return toRefusal(error);
  if (error instanceof BridgeError) return new EngineError(broken, error.message);
  return new EngineError("refused", `Codex could not be asked: ${shorten(toMessage(error), SHOWN_CHARS)}`);
}

function toRefusal({ code, data, message }: AppServerError): EngineError {
  const words = shorten(message, SHOWN_CHARS);
  const passing = readPassing(code, data);
  if (passing === "draining") return new EngineError("codex_restarting", `Codex is about to restart: ${words}`);
  if (passing === "overloaded") return new EngineError("codex_busy", `Codex is too busy for the moment: ${words}`);
  if (OTHER_WRITER.test(message))
    return new EngineError("thread_busy", `Another Codex process has this thread open. Close it there. (${words})`);
  if (NO_THREAD.test(message)) return new EngineError("thread_not_found", `Codex has no such thread: ${words}`);
  if (ARCHIVED.test(message)) return new EngineError("thread_archived", `The thread is archived: ${words}`);
  return new EngineError("refused", `Codex refused it: ${words}`);
}

/** True of a refusal that may be gone a moment later. */
export function isPassing(error: unknown): boolean {
  return error instanceof AppServerError && readPassing(error.code, error.data) !== null;
}

/** True of a connection that broke, was silent or could not be made. */
export function isBroken(error: unknown): boolean {
  return error instanceof BridgeError && !(error instanceof EngineError);
}
