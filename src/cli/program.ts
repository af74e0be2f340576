/** The command line: collects the commands, and turns a failure into words and an exit code. */
import { Command, type CommanderError } from "commander";
import type { Environment } from "../setup/places";
import { type Config, readConfig } from "../shared/config";
import { BridgeError, toKnownError, toMessage } from "../shared/errors";
import { VERSION } from "../shared/version";
import { type AddCommand, type CommandContext, EXIT, UsageError } from "./command";

/** Every command by its name. Only the command that is called is loaded; help loads all. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  setup: async () => (await import("./commands/setup")).addSetup,
  doctor: async () => (await import("./commands/doctor")).addDoctor,
  uninstall: async () => (await import("./commands/uninstall")).addUninstall,
  claude: async () => (await import("./commands/claude")).addClaude,
  codex: async () => (await import("./commands/codex")).addCodex,
  open: async () => (await import("./commands/open")).addOpen,
  status: async () => (await import("./commands/status")).addStatus,
  say: async () => (await import("./commands/say")).addSay,
  pause: async () => (await import("./commands/pause")).addPause,
  resume: async () => (await import("./commands/resume")).addResume,
  settle: async () => (await import("./commands/settle")).addSettle,
  run: async () => (await import("./commands/run")).addRun,
  wait: async () => (await import("./commands/wait")).addWait,
  result: async () => (await import("./commands/result")).addResult,
  cancel: async () => (await import("./commands/cancel")).addCancel,
  runs: async () => (await import("./commands/runs")).addRuns,
  tail: async () => (await import("./commands/tail")).addTail,
  export: async () => (await import("./commands/export")).addExport,
  config: async () => (await import("./commands/config")).addConfig,
  logs: async () => (await import("./commands/logs")).addLogs,
  token: async () => (await import("./commands/token")).addToken,
  serve: async () => (await import("./commands/serve")).addServe,
  demo: async () => (await import("./commands/demo")).addDemo,
  hook: async () => (await import("./commands/hook")).addHook,
  version: async () => (await import("./commands/version")).addVersion,
};

/**
 * Builds the program with the command `name`, or with all commands where there is none of that
 * name. It sets process.exitCode instead of exiting, so that all output is written.
 */
export async function buildProgram(env: Environment, name = ""): Promise<Command> {
  const program = new Command("codex-bridge")
    .description("Puts Claude Code and Codex CLI into one live conversation that you can watch and join.")
    .version(VERSION, "-V, --version")
    .showHelpAfterError("(codex-bridge --help lists the commands)")
    .enablePositionalOptions()
    .addHelpText("after", "\nStart here:\n  codex-bridge setup\n  codex-bridge doctor")
    .exitOverride((error: CommanderError) => {
      process.exit(error.exitCode === 0 ? 0 : EXIT.usage);
    });
  const context: CommandContext = { env, run: (command) => runCommand(command, env) };
  const names = Object.hasOwn(COMMANDS, name) ? [name] : Object.keys(COMMANDS);
  for (const one of names) (await COMMANDS[one]?.())?.(program, context);
  for (const command of program.commands)
    command.showHelpAfterError(`(codex-bridge ${command.name()} --help shows how)`);
  return program;
}

async function runCommand(command: Parameters<CommandContext["run"]>[0], env: Environment): Promise<void> {
  const config = readConfig(env);
  try {
    await command(config);
  } catch (error) {
    process.exitCode = toExitCode(error, config);
    const known = toKnownError(error);
    const isBug = known === null;
    process.stderr.write(`codex-bridge: ${isBug ? `failed inside: ${toMessage(error)}` : known.message}\n`);
    // Who looks for a bug wants to know where it is.
    if (isBug && config.logLevel === "debug" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  }
}

function toExitCode(error: unknown, { problems }: Config): number {
  if (error instanceof UsageError || problems.length > 0) return EXIT.usage;
  return error instanceof BridgeError && error.code === "unavailable" ? EXIT.noBridge : EXIT.failed;
}
