/** The commands that start a client, with the flags that its version needs and no others. */
import type { Command } from "commander";
import { readClaudeFiles } from "../setup/claude-files";
import { chooseChannel, requireProgram, runInTerminal, toLaunchArguments } from "../setup/launch";
import { type Environment, readPlaces } from "../setup/places";
import { NAMES } from "../setup/plan";
import { readVersion } from "../setup/programs";
import type { Side } from "../setup/registration";
import { BridgeError } from "../shared/errors";
import type { CommandContext } from "./command";

interface ClientCommand {
  side: Side;
  description: string;
  /** Arguments of the client for the example in the help. */
  example: string;
}

/** Adds a command that hands everything after its name to the client. */
export function addClientCommand(program: Command, { env, run }: CommandContext, client: ClientCommand): void {
  const { side, description, example } = client;
  const name = NAMES[side];
  const command = program
    .command(side)
    .usage("[args...]")
    .description(description)
    .argument("[args...]")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .addHelpText(
      "after",
      `
It never adds a flag that weakens a permission or a sandbox. The exit code is ${name}'s own.
For ${name}'s own help: ${side} --help

Examples:
  codex-bridge ${side}
  codex-bridge ${side} ${example}`,
    );
  command.action(() =>
    run(async (config) => {
      const { rawArgs } = program as Command & { rawArgs: string[] };
      const args = rawArgs.slice(rawArgs.indexOf(side, 2) + 1);
      if (args.length === 1 && (args[0] === "--help" || args[0] === "-h")) return command.help();
      return runClient(side, args, env, config.stateDir);
    }),
  );
}

/** Runs a client to its end and ends with its exit code. */
async function runClient(side: Side, args: readonly string[], env: Environment, stateDir: string): Promise<void> {
  const program = requireProgram(side, (env.PATH ?? "").split(":").filter(Boolean));
  const version = side === "claude" ? await readVersion(program, env) : null;
  const channel = side === "claude" ? findChannel(env, stateDir) : undefined;
  process.exitCode = await runInTerminal([program, ...toLaunchArguments(side, args, version, channel)], env);
}

function findChannel(env: Environment, stateDir: string): string | undefined {
  try {
    return chooseChannel(readClaudeFiles(readPlaces(env, stateDir)));
  } catch (error) {
    // Claude Code reports its own broken files, and starts all the same.
    if (error instanceof BridgeError) return undefined;
    throw error;
  }
}
