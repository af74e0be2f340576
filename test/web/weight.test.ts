/** What the page weighs before anything is shown, and what waits until it is needed. */
import { beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { buildPage } from "../support/browser";

const DIST = join(import.meta.dir, "..", "..", "web", "dist");
const LIMIT_BYTES = 150 * 1024;

beforeAll(buildPage, 60_000);

const read = (name: string) => Bun.file(join(DIST, name)).text();
const weigh = (texts: string[]) => texts.reduce((sum, text) => sum + Bun.gzipSync(Buffer.from(text)).length, 0);

test("the first script weighs less than 150 KB, gzipped, with all that it needs at once", async () => {
  const html = await read("index.html");
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name ?? "");
  // The start asks for the rest of it by itself.
  const rest = [...new Bun.Glob("assets/show-*.js").scanSync({ cwd: DIST })];
  expect(rest).toHaveLength(1);
  const initial = new Set([...named, ...rest]);
  for (const name of initial) {
    const source = await read(name);
    // What it imports at once; what it imports when it is needed stands in import(…).
    for (const [, own] of source.matchAll(/\bfrom"\/(assets\/[^"]+)"|\bimport"\/(?:assets\/[^"]+)"/g))
      if (own) initial.add(own);
  }
  expect(initial.size).toBeGreaterThan(0);
  const texts = await Promise.all([...initial].map(read));
  const bytes = weigh(texts);
  console.log(`  first script: ${(bytes / 1024).toFixed(1)} KB gzipped in ${initial.size} files`);
  expect(bytes).toBeLessThan(LIMIT_BYTES);
  // The heavy parts are not among them: neither the highlighter's grammars nor the comparing of words.
  const all = texts.join("");
  for (const heavy of ["hljs-", "reStructuredText", "diffWordsWithSpace"])
    expect([heavy, all.includes(heavy)]).toEqual([heavy, false]);
  expect([...new Bun.Glob("assets/highlight-*.js").scanSync({ cwd: DIST })]).toHaveLength(1);
  expect([...new Bun.Glob("assets/patch-rows-*.js").scanSync({ cwd: DIST })]).toHaveLength(1);
});

test("the style sheet weighs little as well", async () => {
  const [name = ""] = [...new Bun.Glob("assets/index-*.css").scanSync({ cwd: DIST })];
  expect(weigh([await read(name)])).toBeLessThan(24 * 1024);
});
