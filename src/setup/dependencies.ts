/** The packages that this program needs, as package.json pins them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { BridgeError } from "../shared/errors";
import { readTextFile } from "./files";
import type { Environment } from "./places";
import { run, toComplaint } from "./programs";

const Manifest = z.looseObject({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** The dependencies that are missing or of another version, as `name version`. */
export function findMissingDependencies(root: string): string[] {
  // Where this program is an installed package, its dependencies lie where the installer put them.
  if (!existsSync(join(root, "bun.lock"))) return [];
  const { dependencies } = readManifest(join(root, "package.json"));
  return Object.entries(dependencies).flatMap(([name, wanted]) => {
    const { version } = readManifest(join(root, "node_modules", name, "package.json"));
    return version === wanted ? [] : [`${name} ${wanted}`];
  });
}

/** Installs exactly what bun.lock says. */
export async function installDependencies(root: string, env: Environment): Promise<void> {
  const result = await run([process.execPath, "install", "--frozen-lockfile"], { env, cwd: root, limitMs: 300_000 });
  if (result.ok) return;
  throw new BridgeError(
    "conflict",
    `The dependencies could not be installed: ${toComplaint(result)} Run this to see why: cd ${root} && bun install --frozen-lockfile`,
  );
}

function readManifest(path: string): z.infer<typeof Manifest> {
  const text = readTextFile(path);
  return Manifest.parse(text === null ? {} : JSON.parse(text));
}
