/**
 * `bun run plugins`: builds the page and dist/plugins, a marketplace for both clients with one
 * plugin that either of them installs by copying it. The plugin holds whole programs: nothing is
 * installed when a client starts a server.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { LEAN } from "../src/setup/lean";
import { VERSION } from "../src/shared/version";

const ROOT = join(import.meta.dir, "..");
const DIST = join(ROOT, "dist");
const PROGRAMS = ["server", "codex-mcp", "hook", "cli"];
/** What the plugin shares with a clone. */
const COPIES = ["launch.sh", "bin", "web/dist", "LICENSE"];
const Manifest = z.looseObject({ name: z.string() });
const MANIFESTS = [".claude-plugin/plugin.json", ".codex-plugin/plugin.json"];

async function assemble(marketplace: string): Promise<void> {
  cpSync(join(ROOT, "plugin"), marketplace, { recursive: true });
  const plugin = join(marketplace, "codex-bridge");
  for (const path of COPIES) cpSync(join(ROOT, path), join(plugin, path), { recursive: true });
  chmodSync(join(plugin, "bin", "codex-bridge"), 0o755);
  for (const path of MANIFESTS) await addVersion(join(plugin, path));
  await Bun.build({
    entrypoints: PROGRAMS.map((name) => join(ROOT, `${name}.ts`)),
    // Two levels deep, as src/ is: the programs find the page in the same place as beside the
    // sources.
    outdir: join(plugin, "dist", "js"),
    target: "bun",
    plugins: [LEAN],
    minify: true,
  });
}

/** The version is written down once, in package.json. */
async function addVersion(path: string): Promise<void> {
  const { name, ...rest } = Manifest.parse(JSON.parse(readFileSync(path, "utf8")));
  await Bun.write(path, `${JSON.stringify({ name, version: VERSION, ...rest }, null, 2)}\n`);
}

/**
 * Puts the new folder in the place of the old one. A second build at the same time may win; either
 * is whole.
 */
function replace(from: string, to: string, aside: string): void {
  for (let tries = 0; ; tries++) {
    try {
      if (existsSync(to)) renameSync(to, `${aside}-${tries}`);
      renameSync(from, to);
      return;
    } catch (error) {
      if (tries >= 5) throw error;
    }
  }
}

const page = Bun.spawnSync([process.execPath, join(ROOT, "scripts", "build.ts")], {
  stdout: "inherit",
  stderr: "inherit",
});
if (!page.success) process.exit(page.exitCode);
mkdirSync(DIST, { recursive: true });
const draft = mkdtempSync(join(DIST, ".plugins-"));
try {
  await assemble(join(draft, "plugins"));
  replace(join(draft, "plugins"), join(DIST, "plugins"), join(draft, "old"));
  console.log("built dist/plugins");
} catch (error) {
  const causes = error instanceof AggregateError ? error.errors.map(String).join("\n") : "";
  console.error(`plugins: could not be built: ${error instanceof Error ? error.message : String(error)}\n${causes}`);
  process.exitCode = 1;
} finally {
  rmSync(draft, { recursive: true, force: true });
}
