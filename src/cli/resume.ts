/** codex-bridge resume: lets go what a person or the loop guard has held. */
import type { Config } from "../config";
import { type GateOptions, turnGate } from "./pause";

/** Hands on what is held, in one conversation or everywhere; throws `unavailable` where no bridge runs. */
export async function runResume(config: Config, options: GateOptions): Promise<void> {
  const resumed = await turnGate(config, "resume", options);
  if (options.json) return void process.stdout.write(`${JSON.stringify(resumed)}\n`);
  const { messages } = resumed;
  const what = messages === 0 ? "Nothing was held" : `${messages} held message${messages === 1 ? "" : "s"} handed on`;
  process.stdout.write(`${what}; the agents may go on, and the loop guard counts anew.\n`);
}
