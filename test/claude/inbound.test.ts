/** What Claude Code's settings let into a session's inbox, as it was measured. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describeInbound, findBlock, readInbound } from "../../src/claude/inbound";

const root = mkdtempSync(join(tmpdir(), "inbound-test-"));
afterAll(() => rmSync(root, { recursive: true }));
let next = 0;

const FILES = {
  managed: "managed.json",
  local: "project/.claude/settings.local.json",
  project: "project/.claude/settings.json",
  user: "home/.claude/settings.json",
} as const;

function look(values: Partial<Record<keyof typeof FILES, string>>, args: string[] = []) {
  const directory = join(root, String(next++));
  for (const [source, value] of Object.entries(values) as [keyof typeof FILES, string][]) {
    const path = join(directory, FILES[source]);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ crossSessionInbound: value }));
  }
  const managed = join(directory, FILES.managed);
  const env = { HOME: join(directory, "home") };
  return readInbound({ env, cwd: join(directory, "project"), args, managed });
}

const BLOCKS: [string, Parameters<typeof look>, string | null][] = [
  ["nothing set", [{}], null],
  ["the user's hold", [{ user: "hold" }], "user hold"],
  ["the user's refuse", [{ user: "refuse" }], "user refuse"],
  ["the user's accept", [{ user: "accept" }], null],
  ["a project's hold beside the user's accept", [{ project: "hold", user: "accept" }], "project hold"],
  ["a project's refuse of this machine alone", [{ local: "refuse", user: "accept" }], "local refuse"],
  ["a project's accept beside the user's refuse", [{ project: "accept", user: "refuse" }], "user refuse"],
  ["an administrator's accept beside the user's refuse", [{ managed: "accept", user: "refuse" }], null],
  ["an administrator's refuse", [{ managed: "refuse", user: "accept" }], "managed refuse"],
  ["what is none of Claude Code's own words", [{ user: "perhaps" }], "user perhaps"],
  ["the start's options", [{ user: "hold" }, ["claude", "--settings", '{"crossSessionInbound":"accept"}']], null],
  ["the start's options, joined", [{}, ["claude", '--settings={"crossSessionInbound":"refuse"}']], "flag refuse"],
];

describe("it is kept out by", () => {
  test.each(BLOCKS)("%s", (_, given, expected) => {
    const block = findBlock(look(...given));
    expect(block && `${block.source} ${block.value}`).toBe(expected);
  });
});

test("every place where it is set is told, with its file", () => {
  const settings = look({ user: "accept", project: "hold" });
  expect(settings.map(describeInbound)).toEqual([
    expect.stringMatching(/^crossSessionInbound is "hold" in \/.*\/project\/.claude\/settings.json$/),
    expect.stringMatching(/^crossSessionInbound is "accept" in \/.*\/home\/.claude\/settings.json$/),
  ]);
});

test("a broken file sets nothing, and an odd value is told as a word", () => {
  expect(look({}, ["claude", "--settings", "{broken"])).toEqual([]);
  const [odd] = look({}, ["claude", "--settings", '{"crossSessionInbound":"a\\u001b[2J <b>"}']);
  expect(odd && describeInbound(odd)).toBe('crossSessionInbound is "a__2J__b_" in the options of Claude\'s start');
});
