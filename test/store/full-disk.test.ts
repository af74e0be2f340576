/** A full disk fails what does not fit, and what fails leaves nothing behind. */
import { afterEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain } from "../support/domain";
import { must } from "../support/seats";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function createPath(): string {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-full-"));
  directories.push(directory);
  return join(directory, "bridge.db");
}

test("a message that is too long for the disk fails alone, and nobody's after it", async () => {
  await using domain = await createDomain({ path: createPath() });
  await domain.claude();
  const codex = await domain.codex();
  const { page_count: pages } = must(domain.db.query<{ page_count: number }, []>("PRAGMA page_count").get());
  domain.db.exec(`PRAGMA max_page_count = ${pages + 40}`);
  const ask = (text: string) => codex.ask(text, { waitMs: 0 }).result;
  const results = await Promise.allSettled([ask("small"), ask("x".repeat(5_000_000)), ask("small as well")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { message: expect.stringContaining("full") } });
  const stored = domain.db.query<{ chars: number }, []>("SELECT chars FROM messages ORDER BY seq").all();
  expect(stored.map(({ chars }) => chars)).toEqual([5, 13]);
  domain.db.exec("PRAGMA max_page_count = 1000000");
  expect(await ask("after")).toMatchObject({ status: "open", state: "pushed" });
});

test("a session that cannot be stored is not there", async () => {
  await using domain = await createDomain();
  const codex = await domain.codex();
  const { sessions } = domain.store;
  const { save } = sessions;
  sessions.save = () => {
    throw new Error("database or disk is full");
  };
  await expect(domain.claude()).rejects.toThrow("full");
  sessions.save = save;
  expect(domain.bridge.desk.status().processes.claude).toBe(0);
  expect(await codex.ask("anybody?", { waitMs: 0 }).result).toMatchObject({ status: "unsent", why: "no_session" });
});
