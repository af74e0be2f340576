/** codex-bridge version: this program and the ones around it, for reports. */
import { PROTOCOL_VERSION } from "../constants";
import type { Environment } from "../setup/places";
import { findOnPath, readVersion } from "../setup/programs";
import { VERSION } from "../version";

/** Prints the versions of the bridge, Bun and both clients. */
export async function runVersion(env: Environment, asJson: boolean): Promise<void> {
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
  if (asJson) process.stdout.write(`${JSON.stringify(versions, null, 2)}\n`);
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
