/** What both scripted agents play on. */
import type { AgentOptions } from "./agent";
import type { Printer } from "./printer";

export interface Stage {
  /** Where and with which environment their servers run. */
  server: Pick<AgentOptions, "cwd" | "env">;
  printer: Printer;
  /** Takes as long as somebody would to read and write. */
  pause(): Promise<void>;
  /** Tells of something that went wrong where nobody waits for it. */
  fail(error: unknown): void;
}
