/**
 * `bun run plugins`: puts together plugins/claude-code and plugins/codex, which the two clients install by copying them:
 * whole programs, since nothing is installed when a client starts a server. They are in git because a marketplace is a
 * git repository; a test fails until they are made from the sources that lie beside them.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestSources, STAMP } from "./plugin-sources.ts";
import { writePublished } from "./published.ts";

const ROOT = join(import.meta.dir, "..");
const PLUGINS = join(ROOT, "plugins");

/** What is copied (from the root, to the plugin) and which programs are built. */
const CLAUDE_CODE = {
  directory: "claude-code",
  copies: [
    [".claude-plugin/plugin.json", ".claude-plugin/plugin.json"],
    ["hooks", "hooks"],
    ["commands", "commands"],
    ["skills", "skills"],
    ["launch.sh", "launch.sh"],
    ["bin", "bin"],
    ["web/dist", "web/dist"],
    ["LICENSE", "LICENSE"],
  ],
  programs: ["server", "hook", "cli"],
} as const;
const CODEX = {
  directory: "codex",
  copies: [
    ["codex-plugin", "."],
    ["launch.sh", "launch.sh"],
    ["LICENSE", "LICENSE"],
  ],
  programs: ["codex-mcp"],
} as const;

async function assemble(plugin: typeof CLAUDE_CODE | typeof CODEX, draft: string): Promise<void> {
  const out = join(draft, plugin.directory);
  for (const [from, to] of plugin.copies) {
    mkdirSync(dirname(join(out, to)), { recursive: true });
    cpSync(join(ROOT, from), join(out, to), { recursive: true });
  }
  // One after the other: built together, Bun 1.4.5 puts the parts of zod in an order in which they cannot start.
  for (const name of plugin.programs)
    await Bun.build({
      entrypoints: [join(ROOT, `${name}.ts`)],
      // Two levels deep, as src/ is: what the programs look for lies where it does beside the sources.
      outdir: join(out, "dist", "js"),
      target: "bun",
      // Not minified: it costs 4 ms at the start, people can read what they install, and git keeps small differences.
      minify: false,
    });
}

const page = Bun.spawnSync([process.execPath, join(ROOT, "scripts", "build.ts")], {
  stdout: "inherit",
  stderr: "inherit",
});
if (!page.success) process.exit(page.exitCode);
await writePublished();
mkdirSync(PLUGINS, { recursive: true });
const draft = mkdtempSync(join(PLUGINS, ".build-"));
try {
  const sources = digestSources(ROOT);
  for (const plugin of [CLAUDE_CODE, CODEX]) await assemble(plugin, draft);
  chmodSync(join(draft, CLAUDE_CODE.directory, "bin", "codex-bridge"), 0o755);
  for (const { directory } of [CLAUDE_CODE, CODEX]) {
    const path = join(PLUGINS, directory);
    if (existsSync(path)) renameSync(path, join(draft, `${directory}-old`));
    renameSync(join(draft, directory), path);
  }
  await Bun.write(join(PLUGINS, STAMP), `${JSON.stringify({ sources, builtWith: Bun.version }, null, 2)}\n`);
  console.log("built plugins/claude-code and plugins/codex");
} catch (error) {
  const causes = error instanceof AggregateError ? error.errors.map(String).join("\n") : "";
  console.error(`plugins: could not be built: ${error instanceof Error ? error.message : String(error)}\n${causes}`);
  process.exitCode = 1;
} finally {
  rmSync(draft, { recursive: true, force: true });
}
