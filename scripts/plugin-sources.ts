/** What goes into the plugins, as one digest: tells whether plugins/ was made from the sources that lie here. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** The file in plugins/ that keeps the digest. */
export const STAMP = "built.json";

const PATTERNS = [
  "*.ts",
  "launch.sh",
  "bun.lock",
  "LICENSE",
  "{bin,src,web,hooks,commands,skills,codex-plugin}/**/*",
  ".claude-plugin/plugin.json",
  "scripts/{build,plugins,published}.ts",
];

const Manifest = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) });

/** One name for the content of all files that go into the plugins. */
export function digestSources(root: string): string {
  const paths = PATTERNS.flatMap((pattern) => [...new Bun.Glob(pattern).scanSync({ cwd: root, dot: true })]);
  const own = paths.filter((path) => !/(^|\/)(dist|\.build-[^/]*)\//.test(path));
  const hasher = new Bun.CryptoHasher("sha256");
  // Of package.json only what the programs are made of: a new script makes no new plugin.
  hasher.update(JSON.stringify(Manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")))));
  for (const path of own.toSorted()) hasher.update(`${path}\0${readFileSync(join(root, path), "utf8")}\0`);
  return hasher.digest("hex");
}
