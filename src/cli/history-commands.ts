/** The commands that show what was said, and what is being said. Each loads what it needs when it runs. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Attempt } from "./setup-commands";

const EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 the command line is wrong, 3 no bridge is running.";

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Adds the commands to the program; `attempt` turns a failure into words and an exit code. */
export function addHistoryCommands(program: Command, attempt: Attempt): void {
  program
    .command("tail")
    .description("watch the talk in the terminal, until Ctrl-C")
    .option("--since <time>", "begin there and not with the last 10 messages: 30m, 2h, 3d, or a time", parseSince)
    .option("--conversation <id>", "only this conversation")
    .option("--project <name>", "only conversations of this project: its name, or a directory in it")
    .option("--json", "print each message as one line of JSON, as the API has it")
    .addHelpText(
      "after",
      `
It goes on when another process takes over the bridge. Each message comes once, as it is then: a later edit is not shown.
Watching this way does not count as an open page.

${EXIT_CODES}

Examples:
  codex-bridge tail --project .
  codex-bridge tail --since 1h --json | jq -r .text`,
    )
    .action((options) => attempt(async (config) => (await import("./tail")).runTail(config, options)));

  program
    .command("export")
    .description("write a conversation to a file")
    .option("--conversation <id>", "which one, or the beginning of its id; without it, the last one of this project")
    .addOption(new Option("--format <format>", "how").choices(["markdown", "html"]).default("markdown"))
    .option("-o, --output <file>", "where to; without it, to stdout")
    .option("--force", "replace the file where there is one")
    .addHelpText(
      "after",
      `
The file is readable by you alone (mode 0600). An HTML file is complete in itself: it runs nothing and loads nothing.

${EXIT_CODES}

Examples:
  codex-bridge export -o talk.md
  codex-bridge export --conversation c_0123456789 --format html -o talk.html`,
    )
    .action((options) => attempt(async (config) => (await import("./export")).runExport(config, options)));
}

/** Epoch milliseconds of "2h" ago, or of a time such as 2030-01-31 or 2030-01-31T17:00. */
function parseSince(text: string): number {
  const [, count, unit = ""] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return Date.now() - Number(count) * (UNITS[unit] ?? 0);
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("Expected 30m, 2h, 3d, or a time such as 2030-01-31T17:00.");
  return at;
}
