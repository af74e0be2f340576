/** codex-bridge token rotate: replaces the token and the key. */
import { existsSync } from "node:fs";
import { Argument } from "commander";
import * as z from "zod";
import { replaceToken } from "../../rpc/auth";
import { type Config, stateFiles } from "../../shared/config";
import { BridgeError, toMessage } from "../../shared/errors";
import { prepareStateDir } from "../../shared/state-dir";
import { callApi } from "../bridge-client";
import type { AddCommand } from "../command";

const Rotated = z.object({ rotated: z.literal(true) });

export const addToken: AddCommand = (program, { run }) => {
  program
    .command("token")
    .description("replace the secrets of this installation: token rotate")
    .addArgument(new Argument("<action>", "what to do").choices(["rotate"]))
    .addHelpText(
      "after",
      `
Use it where somebody may have seen the secrets. The old token and key stop working. Sessions and
pages that are connected reconnect by themselves.

Example:
  codex-bridge token rotate`,
    )
    .action(() => run(runTokenRotate));
};

/**
 * Makes the old token and key useless. A running host does it and ends its connections; without a
 * host, the file is replaced here. Throws a BridgeError where a host runs but cannot do it.
 */
async function runTokenRotate(config: Config): Promise<void> {
  const isHosted = await callApi(config, "/api/token", Rotated, {}).then(
    () => true,
    (error: unknown) => {
      if (error instanceof BridgeError && error.code === "unavailable") return false;
      throw error;
    },
  );
  if (!isHosted) replaceUnhosted(config);
  process.stdout.write(
    isHosted
      ? "The token and the key are new. Connected sessions and open pages reconnect by themselves within seconds, and calls under way go on.\n"
      : "The token is new. No bridge is running here; the next one uses it.\n",
  );
}

function replaceUnhosted({ stateDir }: Config): void {
  const { token, endpoint } = stateFiles(stateDir);
  prepareStateDir(stateDir);
  try {
    replaceToken(token);
  } catch (error) {
    throw new BridgeError("conflict", `The token file ${token} cannot be written: ${toMessage(error)}`);
  }
  // A host that does not answer may still run, with connections that used the old token.
  if (existsSync(endpoint))
    process.stderr.write(`A host that hangs keeps its connections. End it: ${endpoint} has its process id.\n`);
}
