/** The commands with which a person takes part in a talk. Each loads what it needs when it runs. */
import { type Command, Option } from "commander";
import type { Attempt } from "./setup-commands";

const EXIT_CODES = "Exit codes: 0 done, 1 refused, 2 the command line is wrong, 3 no bridge is running.";

/** Adds the commands to the program; `attempt` turns a failure into words and an exit code. */
export function addTalkCommands(program: Command, attempt: Attempt): void {
  program
    .command("say")
    .description("write to Claude, to Codex or to both, as on the page")
    .addOption(
      new Option("--to <who>", "who is to read it").choices(["claude", "codex", "both"]).makeOptionMandatory(true),
    )
    .option("--session <id>", "the session that is meant; needed where several are connected")
    .option("--conversation <id>", "the conversation that it belongs to")
    .option("--file <path>", "a file to send along; give it again for each further one", append)
    .option("--json", "print the stored message as JSON")
    .argument("<text>", 'the message, in Markdown; "-" reads it from stdin')
    .addHelpText(
      "after",
      `
It is stored before the command ends, and it says how far it has come. What you say is never held.
Files are regular files from anywhere, copied as they are now: none with the name or the content of a key or of passwords
(.env, .ssh, *.pem …), and none of the bridge's own. 20 at most; how large they may be is a setting.

${EXIT_CODES}

Examples:
  codex-bridge say --to claude "Please use tabs."
  git diff | codex-bridge say --to both -
  codex-bridge say --to codex "This is how it looks." --file before.png --file after.png`,
    )
    .action((text: string, options) =>
      attempt(async (config) => (await import("./say")).runSay(config, text, options)),
    );

  program
    .command("pause")
    .description("hold what the agents say from now on until you let it go")
    .option(
      "--conversation <id>",
      "only this conversation, by the beginning of its id; without it, every one, those to come included",
    )
    .option("--json", "print JSON for scripts")
    .addHelpText(
      "after",
      `
Their calls go on waiting meanwhile. On the page you read each held message, and let it through, edit it, or drop it.

${EXIT_CODES}

Examples:
  codex-bridge pause
  codex-bridge pause --conversation c_0123456789`,
    )
    .action((options) => attempt(async (config) => (await import("./pause")).runPause(config, options)));

  program
    .command("resume")
    .description("let go what you or the loop guard have held, and let the agents go on")
    .option(
      "--conversation <id>",
      "only this conversation, also where you have ended it; without it, all that is paused",
    )
    .option("--json", "print JSON for scripts")
    .addHelpText(
      "after",
      `
${EXIT_CODES}

Examples:
  codex-bridge resume
  codex-bridge resume --conversation c_0123456789`,
    )
    .action((options) => attempt(async (config) => (await import("./resume")).runResume(config, options)));
}

function append(path: string, paths: string[] = []): string[] {
  return [...paths, path];
}
