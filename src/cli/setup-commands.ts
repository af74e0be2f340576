/** The commands that set up, look after and start things. Each loads what it needs when it runs, so that help is quick. */
import { type Command, InvalidArgumentError } from "commander";
import type { Config } from "../config";

/** Runs a command with the configuration and turns its failure into words and an exit code. */
export type Attempt = (run: (config: Config) => Promise<void>) => Promise<void>;

export type Environment = Readonly<Record<string, string | undefined>>;

const EXIT_CODES = "Exit codes: 0 done, 1 failed or declined, 2 the command line or a setting is wrong.";

/** Adds the commands to the program; `attempt` turns a failure into words and an exit code. */
export function addSetupCommands(program: Command, attempt: Attempt, env: Environment): void {
  program
    .command("setup")
    .description("register the bridge with Claude Code and Codex, prove that it works, and say how to start")
    .option("-y, --yes", "change things without asking")
    .option("--dry-run", "show what would be changed, and change nothing")
    .option("--claude-only", "leave Codex as it is")
    .option("--codex-only", "leave Claude Code as it is")
    .option("--json", "print JSON for scripts (with --yes or --dry-run)")
    .addHelpText(
      "after",
      `
It says what it will change and asks first. What it changes is written down, so that \`uninstall\` can put it back.
Running it again changes nothing. CODEX_HOME and CLAUDE_CONFIG_DIR are respected.

${EXIT_CODES}

Examples:
  codex-bridge setup
  codex-bridge setup --dry-run
  codex-bridge setup --yes --json | jq .start`,
    )
    .action((options) => attempt(async (config) => (await import("./setup")).runSetup(config, env, options)));

  program
    .command("uninstall")
    .description("put everything back as it was before setup")
    .option("-y, --yes", "change things without asking")
    .option("--dry-run", "show what would be changed, and change nothing")
    .option("--purge", "remove the history and everything else the bridge keeps, too")
    .option("--json", "print JSON for scripts (with --yes or --dry-run)")
    .addHelpText(
      "after",
      `
Files that nobody has changed since setup come back byte for byte; in others only the bridge's part goes, and what
somebody has changed is left alone and named. The history is kept unless you say --purge.

${EXIT_CODES}

Examples:
  codex-bridge uninstall --dry-run
  codex-bridge uninstall --yes --purge`,
    )
    .action((options) => attempt(async (config) => (await import("./uninstall")).runUninstall(config, env, options)));

  program
    .command("doctor")
    .description("check everything the bridge needs, and say what mends what is wrong")
    .option("--json", "print JSON for scripts")
    .option("--fix", "mend what setup can mend")
    .option("-y, --yes", "with --fix: replace entries of other programs without asking")
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing fails (there may be remarks), 1 something fails.

Examples:
  codex-bridge doctor
  codex-bridge doctor --json | jq '.checks[] | select(.state != "ok")'
  codex-bridge doctor --fix`,
    )
    .action((options) => attempt(async (config) => (await import("./doctor")).runDoctor(config, env, options)));

  addClient(
    program,
    attempt,
    env,
    "claude",
    "Claude Code",
    "with the flag that opens the bridge's channel",
    "--resume",
  );
  addClient(
    program,
    attempt,
    env,
    "codex",
    "Codex",
    "as it is: it needs no flag",
    '"review my last commit with Claude"',
  );

  program
    .command("open")
    .description("open the bridge's page in a browser")
    .option("--print", "only print the address")
    .option("--login", "print a one-time link, for a browser that the page refuses its key")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 3 no bridge is running.\n\nExamples:\n  codex-bridge open --print\n  codex-bridge open --login",
    )
    .action((options: { print?: boolean; login?: boolean }) =>
      attempt(async (config) => (await import("./open")).runOpen(config, env, options)),
    );

  program
    .command("config")
    .description("show every setting, its effective value and where that comes from")
    .option("--json", "print JSON for scripts")
    .addHelpText(
      "after",
      "\nDefaults < config.json in the state directory < environment. docs/configuration.md says what each setting means.\n\nExit codes: 0 all can be used, 2 one cannot.\n\nExamples:\n  codex-bridge config\n  CODEX_BRIDGE_PORT=9000 codex-bridge config",
    )
    .action((options: { json?: boolean }) =>
      attempt(async (config) => (await import("./config")).runConfig(config, options.json ?? false)),
    );

  program
    .command("logs")
    .description("show the end of the bridge's log")
    .option("-f, --follow", "go on with what comes, until Ctrl-C")
    .option("-n, --lines <number>", "how many lines", parseLines, 100)
    .addHelpText(
      "after",
      "\nThe log holds no secrets and no message's text.\n\nExamples:\n  codex-bridge logs -n 20\n  codex-bridge logs -f",
    )
    .action((options) => attempt(async (config) => (await import("./logs")).runLogs(config, options)));

  program
    .command("hook")
    .description("what Claude Code runs as its hooks; setup registers a faster form of it")
    .addHelpText("after", "\nExample:\n  codex-bridge hook wait < hook-input.json")
    .command("wait")
    .description("wait for this Claude session's messages, print them on stderr and end with 2; 0 where there are none")
    .addHelpText(
      "after",
      "\nIt reads a hook's JSON input from stdin, and ends at once where no bridge or session needs it.\n\nExit codes: 0 nothing to bring, 2 printed what wakes Claude.",
    )
    .action(async () => (await import("./hook")).runHookWait(env));

  program
    .command("version")
    .description("show the versions of the bridge, Bun and both clients")
    .option("--json", "print JSON for scripts")
    .addHelpText("after", "\nExample:\n  codex-bridge version --json")
    .action((options: { json?: boolean }) =>
      attempt(async () => (await import("./version")).runVersion(env, options.json ?? false)),
    );
}

/** A client's command: everything after its name is the client's. */
function addClient(
  program: Command,
  attempt: Attempt,
  env: Environment,
  side: "claude" | "codex",
  name: string,
  how: string,
  example: string,
): void {
  const command = program
    .command(side)
    .usage("[args...]")
    .description(`start ${name} ${how}; everything after "${side}" is passed on to it`)
    .argument("[args...]")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .addHelpText(
      "after",
      `
No flag that weakens a permission or a sandbox is ever added. The exit code is ${name}'s own. For ${name}'s own
help: ${side} --help

Examples:
  codex-bridge ${side}
  codex-bridge ${side} ${example}`,
    );
  command.action(() =>
    attempt(async (config) => {
      const { rawArgs } = program as Command & { rawArgs: string[] };
      const args = rawArgs.slice(rawArgs.indexOf(side, 2) + 1);
      if (args.length === 1 && (args[0] === "--help" || args[0] === "-h")) return command.help();
      return (await import("./launch")).runClient(side, args, env, config.stateDir);
    }),
  );
}

function parseLines(text: string): number {
  const lines = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(lines >= 1)) throw new InvalidArgumentError("Expected a whole number from 1 up.");
  return lines;
}
