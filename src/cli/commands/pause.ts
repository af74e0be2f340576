/** codex-bridge pause: holds what the agents say, in one conversation or everywhere. */
import type { Config } from "../../shared/config";
import { type AddCommand, EXIT_CODES } from "../command";
import { toSelf } from "../self";
import { type GateOptions, turnGate } from "../turn-gate";

export const addPause: AddCommand = (program, { run }) => {
  program
    .command("pause")
    .description("hold what the agents say until you resume")
    .option("--conversation <id>", "only this one, by the beginning of its id; without it, all, new ones included")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
The agents' calls go on waiting. On the page you read each held message, and let it through, edit
it or drop it.

${EXIT_CODES}

Examples:
  codex-bridge pause
  codex-bridge pause --conversation c_0123456789`,
    )
    .action((options: GateOptions) => run((config) => runPause(config, options)));
};

/** Pauses, and says how to resume. */
async function runPause(config: Config, options: GateOptions): Promise<void> {
  const result = await turnGate(config, "pause", options);
  if (options.json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
  const id = "conversation" in result ? result.conversation.id : null;
  const what = id === null ? "Everything is paused" : `${id} is paused`;
  const resume = `${toSelf()} resume${id === null ? "" : ` --conversation ${id}`}`;
  process.stdout.write(
    `${what}: what the agents say is held. Read and decide on the page (${toSelf()} open), or deliver everything: ${resume}\n`,
  );
}
