/** What `tools/list` answers lies in files, which say the same as the tools themselves. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listPublished } from "../../scripts/published";

const ROOT = join(import.meta.dir, "..", "..");

test.each(Object.entries(listPublished()))("%s is what `bun run plugins` makes of the tools", (path, tools) => {
  expect(tools.length).toBeGreaterThan(0);
  expect(JSON.parse(readFileSync(join(ROOT, path), "utf8"))).toEqual(tools);
});
