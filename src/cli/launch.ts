/** codex-bridge claude and codex-bridge codex: the clients, with the flags that their version needs and no others. */

import { requireProgram, runInTerminal, toLaunchArguments } from "../setup/launch";
import type { Environment } from "../setup/places";
import { readVersion } from "../setup/programs";
import type { Side } from "../setup/registration";

/** Runs a client to its end and ends as it ended. */
export async function runClient(side: Side, args: readonly string[], env: Environment): Promise<void> {
  const program = requireProgram(side, (env.PATH ?? "").split(":").filter(Boolean));
  const version = side === "claude" ? await readVersion(program, env) : null;
  process.exitCode = await runInTerminal([program, ...toLaunchArguments(side, args, version)]);
}
