/** The command line: its commands, their help, and the one place where a failure becomes an exit code. */
import { Command, type CommanderError } from "commander";
import { type Config, readConfig } from "../config";
import { BridgeError } from "../errors";
import { VERSION } from "../version";
import { runServe } from "./serve";
import { runStatus } from "./status";

/** Exit codes: 0 done, 1 failed, 2 the command line or a setting is wrong, 3 no bridge is running. */
const EXIT = { failed: 1, usage: 2, absent: 3 } as const;

/** Builds the program; `parseAsync` runs it. Sets process.exitCode instead of exiting, so that all output is written. */
export function buildProgram(): Command {
  const program = new Command("codex-bridge")
    .description("Puts Claude Code and Codex CLI into one live conversation that you can watch and join.")
    .version(VERSION, "-V, --version")
    .showHelpAfterError("(codex-bridge --help shows what there is)")
    .configureHelp({ showGlobalOptions: true })
    .exitOverride((error: CommanderError) => {
      process.exit(error.exitCode === 0 ? 0 : EXIT.usage);
    });

  program
    .command("status")
    .description("show the bridge: its host, sessions, open questions and waiting messages")
    .option("--json", "print JSON for scripts")
    .addHelpText(
      "after",
      "\nExit codes: 0 a bridge is running, 3 none is.\n\nExample:\n  codex-bridge status --json | jq .sessions",
    )
    .action((options: { json?: boolean }) => attempt((config) => runStatus(config, options.json ?? false)));

  program
    .command("serve")
    .description("run the bridge without a Claude session, until Ctrl-C")
    .addHelpText("after", "\nExample:\n  CODEX_BRIDGE_PORT=9000 codex-bridge serve")
    .action(() => attempt(runServe));

  return program;
}

/** Runs a command and says on stderr what went wrong, with what to do where that is known. */
async function attempt(run: (config: Config) => Promise<void>): Promise<void> {
  try {
    await run(readConfig(process.env));
  } catch (error) {
    if (!(error instanceof BridgeError)) throw error;
    process.stderr.write(`codex-bridge: ${error.message}\n`);
    process.exitCode = error.code === "unavailable" ? EXIT.absent : EXIT.failed;
  }
}
