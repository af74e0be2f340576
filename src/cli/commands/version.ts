/** codex-bridge version: shows the versions of this program and its clients, for reports. */

import type { Environment } from "../../setup/places";
import { findOnPath, readVersion } from "../../setup/programs";
import { PROTOCOL_VERSION } from "../../shared/constants";
import { VERSION } from "../../shared/version";
import type { AddCommand } from "../command";

interface VersionOptions {
  json?: boolean;
}

export const addVersion: AddCommand = (program, { env, run }) => {
  program
    .command("version")
    .description("show the versions of the bridge, Bun and both clients")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExamples:\n  codex-bridge version\n  codex-bridge version --json")
    .action((options: VersionOptions) => run(() => runVersion(env, options)));
};

/** Prints the versions of the bridge, Bun and both clients. */
async function runVersion(env: Environment, { json }: VersionOptions): Promise<void> {
  const path = (env.PATH ?? "").split(":").filter(Boolean);
  const ask = async (name: string) => {
    const program = findOnPath(name, path);
    return program === null ? null : await readVersion(program, env);
  };
  const [claude, codex] = await Promise.all([ask("claude"), ask("codex")]);
  const versions = {
    bridge: VERSION,
    protocol: PROTOCOL_VERSION,
    bun: Bun.version,
    claude,
    codex,
    platform: `${process.platform} ${process.arch}`,
  };
  if (json) process.stdout.write(`${JSON.stringify(versions, null, 2)}\n`);
  else
    process.stdout.write(
      [
        `codex-bridge ${VERSION} (protocol ${PROTOCOL_VERSION})`,
        `bun ${Bun.version}`,
        `claude ${claude ?? "not found"}`,
        `codex ${codex ?? "not found"}`,
        versions.platform,
        "",
      ].join("\n"),
    );
}
