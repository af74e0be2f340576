/**
 * The end of a process: one AbortSignal, and what has to be put away, in reverse order, within a
 * second.
 */
import { constants } from "node:os";
import { toMessage } from "./errors";
import type { Log } from "./log";
import { isIgnored, readParentPid } from "./process-identity";

// Claude sends SIGINT, 0.1 s later SIGTERM and 0.2 s after that SIGKILL: what has not ended by then
// is cut off.
const EXIT_LIMIT_MS = 800;

/**
 * How soon a parent that died without closing our stdin is noticed. To wake for a look takes an
 * idle process 280 µs, whatever it looks at: two a second were half of what it did (bench: memory).
 */
const PARENT_CHECK_MS = 2_000;

export interface Lifecycle {
  /** Aborted when the process is to end. */
  readonly signal: AbortSignal;
  /** Registers something to put away; the last one registered goes first. */
  defer(dispose: () => void | Promise<void>): void;
  /** Ends the process: once, whatever calls it. */
  end(reason: string): void;
}

/**
 * What a process belongs to: a `client` that started it, with which it ends; or the `user`, whose
 * signals alone end it.
 */
export type Owner = "client" | "user";

/**
 * Ties a process to its signals. `end` disposes of everything and exits with 0, at the latest after
 * EXIT_LIMIT_MS. A client's process does not stop with the client's terminal (Ctrl-Z): it may be
 * the host of everybody's bridge.
 */
export function createLifecycle(log: Log, owner: Owner = "client"): Lifecycle {
  const controller = new AbortController();
  const disposals: (() => void | Promise<void>)[] = [];

  async function dispose(): Promise<void> {
    for (const step of disposals.reverse()) {
      try {
        await step();
      } catch (error) {
        log.warn(`while ending: ${toMessage(error)}`);
      }
    }
  }

  function end(reason: string): void {
    if (controller.signal.aborted) return;
    if (owner === "user") log.info(`ending: ${reason}`);
    else log.debug(`ending: ${reason}`);
    controller.abort(reason);
    const limit = setTimeout(() => process.exit(0), EXIT_LIMIT_MS);
    dispose().finally(() => {
      clearTimeout(limit);
      process.exit(0);
    });
  }

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // `nohup` has a process ignore the end of its terminal, which a handler would undo.
    if (!isIgnored(constants.signals[name])) process.on(name, () => end(name));
  }
  process.on("unhandledRejection", (error) => log.error(`unhandled: ${toMessage(error)}`));
  process.on("uncaughtException", (error) => log.error(`uncaught: ${toMessage(error)}`));

  if (owner === "client") {
    process.on("SIGTSTP", () => log.debug("not stopped with the client"));
    watchParent();
  }

  // Another process may hold the other end of our stdin open. Where the parent cannot be read anew
  // (no /proc), EOF alone tells.
  function watchParent(): void {
    const parent = readParentPid();
    const watch = setInterval(() => {
      if (readParentPid() !== parent) end("the parent has gone");
    }, PARENT_CHECK_MS);
    watch.unref();
  }

  return { signal: controller.signal, defer: (step) => void disposals.push(step), end };
}
