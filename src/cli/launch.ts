/** codex-bridge claude and codex-bridge codex: the clients, with the flags that their version needs and no others. */

import { BridgeError } from "../errors";
import { readClaudeFiles } from "../setup/claude-files";
import { chooseChannel, requireProgram, runInTerminal, toLaunchArguments } from "../setup/launch";
import { type Environment, readPlaces } from "../setup/places";
import { readVersion } from "../setup/programs";
import type { Side } from "../setup/registration";

/** Runs a client to its end and ends as it ended. */
export async function runClient(
  side: Side,
  args: readonly string[],
  env: Environment,
  stateDir: string,
): Promise<void> {
  const program = requireProgram(side, (env.PATH ?? "").split(":").filter(Boolean));
  const version = side === "claude" ? await readVersion(program, env) : null;
  process.exitCode = await runInTerminal(
    [program, ...toLaunchArguments(side, args, version, findChannel(side, env, stateDir))],
    env,
  );
}

function findChannel(side: Side, env: Environment, stateDir: string): string | undefined {
  if (side === "codex") return undefined;
  try {
    return chooseChannel(readClaudeFiles(readPlaces(env, stateDir)));
  } catch (error) {
    // A broken file is Claude Code's to complain about; it starts all the same.
    if (error instanceof BridgeError) return undefined;
    throw error;
  }
}
