/** codex-bridge resume: delivers what a person or the loop guard has held. */
import type { Config } from "../../shared/config";
import { type AddCommand, EXIT_CODES } from "../command";
import { type GateOptions, turnGate } from "../turn-gate";

export const addResume: AddCommand = (program, { run }) => {
  program
    .command("resume")
    .description("deliver what you or the loop guard have held, and let the agents go on")
    .option("--conversation <id>", "only this one, even where you have ended it; without it, all that are paused")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
${EXIT_CODES}

Examples:
  codex-bridge resume
  codex-bridge resume --conversation c_0123456789`,
    )
    .action((options: GateOptions) => run((config) => runResume(config, options)));
};

/**
 * Delivers what is held, in one conversation or in all. Throws `unavailable` where no bridge runs.
 */
async function runResume(config: Config, options: GateOptions): Promise<void> {
  const resumed = await turnGate(config, "resume", options);
  if (options.json) return void process.stdout.write(`${JSON.stringify(resumed)}\n`);
  const { messages } = resumed;
  const what = messages === 0 ? "Nothing was held" : `${messages} held message${messages === 1 ? "" : "s"} delivered`;
  process.stdout.write(`${what}; the agents may go on, and the loop guard starts counting again.\n`);
}
