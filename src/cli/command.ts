/** What every command of the command line shares: how it joins the program, and its exit codes. */
import type { Command } from "commander";
import type { Environment } from "../setup/places";
import type { Config } from "../shared/config";
import { BridgeError } from "../shared/errors";

/** How a command ends where it does not succeed. */
export const EXIT = { failed: 1, usage: 2, noBridge: 3 } as const;

/** The line about exit codes in the help of commands that need a running bridge. */
export const EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no bridge is running.";

/** Adds one command, with its options, its help and its code, to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;

export interface CommandContext {
  readonly env: Environment;
  /**
   * Runs a command with the configuration. An error becomes a line on stderr and an exit code; of a
   * bug, CODEX_BRIDGE_LOG_LEVEL=debug shows where it is.
   */
  run(command: (config: Config) => void | Promise<void>): Promise<void>;
}

/** The command line is wrong: the program ends with exit code 2. */
export class UsageError extends BridgeError {
  constructor(message: string) {
    super("bad_request", message);
  }
}
