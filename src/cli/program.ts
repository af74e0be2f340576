/** The command line: its commands, their help, and the one place where a failure becomes an exit code. */
import { Argument, Command, type CommanderError, InvalidArgumentError } from "commander";
import { BridgeError } from "../errors";
import { VERSION } from "../version";
import { addHistoryCommands } from "./history-commands";
import { type Attempt, addSetupCommands, type Environment } from "./setup-commands";
import { addTalkCommands } from "./talk-commands";
import { UsageError } from "./usage";

/** Exit codes: 0 done, 1 failed, 2 the command line or a setting is wrong, 3 no bridge is running. */
const EXIT = { failed: 1, usage: 2, absent: 3 } as const;

/** Builds the program; `parseAsync` runs it. Sets process.exitCode instead of exiting, so that all output is written. */
export function buildProgram(env: Environment): Command {
  const attempt = createAttempt(env);
  const program = new Command("codex-bridge")
    .description("Puts Claude Code and Codex CLI into one live conversation that you can watch and join.")
    .version(VERSION, "-V, --version")
    .showHelpAfterError("(codex-bridge --help shows what there is)")
    .configureHelp({ showGlobalOptions: true })
    .enablePositionalOptions()
    .addHelpText("after", "\nStart here:\n  codex-bridge setup\n  codex-bridge doctor")
    .exitOverride((error: CommanderError) => {
      process.exit(error.exitCode === 0 ? 0 : EXIT.usage);
    });

  addSetupCommands(program, attempt, env);

  program
    .command("status")
    .description("show the bridge: its host, sessions, open questions and waiting messages")
    .option("--json", "print JSON for scripts")
    .addHelpText(
      "after",
      "\nExit codes: 0 a bridge is running, 3 none is.\n\nExample:\n  codex-bridge status --json | jq .sessions",
    )
    .action((options: { json?: boolean }) =>
      attempt(async (config) => (await import("./status")).runStatus(config, options.json ?? false)),
    );

  program
    .command("serve")
    .description("run the bridge without a Claude session, until Ctrl-C")
    .addHelpText("after", "\nExample:\n  CODEX_BRIDGE_PORT=9000 codex-bridge serve")
    .action(() => attempt(async (config) => (await import("./serve")).runServe(config)));

  program
    .command("demo")
    .description("watch two scripted agents talk over the real bridge, and join them")
    .option("--once", "end after one conversation")
    .option("--port <number>", "serve the page on this port and no other", parsePort)
    .addHelpText(
      "after",
      "\nIt has a state directory of its own, and another port where 8788 is busy. Ctrl-C ends it.\n\nExample:\n  codex-bridge demo --once",
    )
    .action(({ once = false, port }: { once?: boolean; port?: number }) =>
      attempt(async (config) =>
        (await import("./demo")).runDemo(config, { once, port: port ?? null, underNpx: isUnderNpx(env) }),
      ),
    );

  program
    .command("token")
    .description("rotate: make the secrets of this installation anew, where somebody may have seen them")
    .addArgument(new Argument("<action>", "what to do").choices(["rotate"]))
    .addHelpText(
      "after",
      "\nThe old token and key are good for nothing after this. Sessions and pages that are connected come back by themselves.\n\nExample:\n  codex-bridge token rotate",
    )
    .action(() => attempt(async (config) => (await import("./token")).runTokenRotate(config)));

  addTalkCommands(program, attempt);
  addHistoryCommands(program, attempt);

  for (const command of program.commands)
    command.showHelpAfterError(`(codex-bridge ${command.name()} --help shows how)`);
  return program;
}

/** True where npm's own runner started us, by way of `bun run`. */
function isUnderNpx(env: Environment): boolean {
  return env.npm_config_user_agent?.startsWith("npm/") ?? false;
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("Expected a whole number from 0 to 65535.");
  return port;
}

/** Makes the function that runs a command and says on stderr what went wrong, with what to do where that is known. */
function createAttempt(env: Environment): Attempt {
  return async (run) => {
    const config = (await import("../config")).readConfig(env);
    try {
      await run(config);
    } catch (error) {
      if (!(error instanceof BridgeError)) throw error;
      process.stderr.write(`codex-bridge: ${error.message}\n`);
      const isUsage = error instanceof UsageError || config.problems.length > 0;
      process.exitCode = isUsage ? EXIT.usage : error.code === "unavailable" ? EXIT.absent : EXIT.failed;
    }
  };
}
