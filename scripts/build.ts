/**
 * Builds the page: web/ → web/dist/ (index.html and /assets/ with hashed names). It is built beside
 * the old one and then put in its place, so that a server never serves half a page.
 */
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dir, "..");
const DIST = join(ROOT, "web", "dist");
const KEY_PLACEHOLDER = "__CODEX_BRIDGE_KEY__";

async function build(out: string): Promise<string[]> {
  const result = await Bun.build({
    entrypoints: [join(ROOT, "web", "index.html")],
    outdir: out,
    target: "browser",
    minify: true,
    splitting: true,
    publicPath: "/",
    define: { "process.env.NODE_ENV": '"production"' },
    naming: { entry: "[name].[ext]", chunk: "assets/[name]-[hash].[ext]", asset: "assets/[name]-[hash].[ext]" },
  });
  const html = await Bun.file(join(out, "index.html")).text();
  // The server's CSP would block these in silence; better that the build says so.
  if (!html.includes(KEY_PLACEHOLDER)) throw new Error(`index.html has lost its ${KEY_PLACEHOLDER}`);
  if (/<script(?![^>]*\ssrc=)|<style|\sstyle=/i.test(html)) throw new Error("index.html has an inline script or style");
  if (/(?:src|href)="(?!\/assets\/)/i.test(html)) throw new Error("index.html names something outside /assets/");
  return result.outputs.map((output) => relative(out, output.path)).sort();
}

/**
 * Two builds at once (an install and a test) may meet here; each moves whole directories, so that
 * either may win.
 */
function replace(out: string, aside: string): void {
  for (let tries = 0; ; tries++) {
    try {
      if (existsSync(DIST)) renameSync(DIST, `${aside}-${tries}`);
      renameSync(out, DIST);
      return;
    } catch (error) {
      if (tries >= 5) throw error;
    }
  }
}

async function report(files: string[], startedAt: number): Promise<void> {
  const kb = (size: number) => `${(size / 1024).toFixed(1)} KB`;
  for (const file of files) {
    const bytes = await Bun.file(join(DIST, file)).bytes();
    console.log(`  ${file.padEnd(34)} ${kb(bytes.length).padStart(9)}  ${kb(Bun.gzipSync(bytes).length)} gzipped`);
  }
  console.log(`built web/dist in ${Math.round(performance.now() - startedAt)} ms`);
}

const startedAt = performance.now();
// What lies here is called dist as well, so that git and the linter pass it by, whatever becomes of
// this process.
const work = mkdtempSync(join(ROOT, "web", ".build-"));
try {
  const files = await build(join(work, "dist"));
  replace(join(work, "dist"), join(work, "old"));
  await report(files, startedAt);
} catch (error) {
  console.error(`build: the page could not be built: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof AggregateError) for (const cause of error.errors) console.error(String(cause));
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
