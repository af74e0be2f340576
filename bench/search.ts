/**
 * `bun bench/search.ts [messages]`: how long searches take in a long history on disk, how long its index takes to be made,
 * and for how long the event loop is kept busy meanwhile. It prints, and judges nothing.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SearchQuery } from "../src/api";
import { createBridge } from "../src/bridge/bridge";
import { systemClock } from "../src/clock";
import { createLog } from "../src/log";
import { openDatabase } from "../src/store/open";
import { createStore } from "../src/store/store";

const COUNT = Number(process.argv[2] ?? 100_000);
const WORDS = 20_000;
const TIMES = 9;

/** Words as a language has them: a few are everywhere, most are rare, and they begin as words do. */
const LETTERS = "etaoinshrdlcumwfgypbvkjxqz";
const letter = () => LETTERS.charAt(Math.floor(Math.random() ** 1.8 * LETTERS.length));
const vocabulary = Array.from({ length: WORDS }, () =>
  Array.from({ length: 2 + Math.floor(Math.random() * 9) }, letter).join(""),
);
const word = () => vocabulary[Math.floor(Math.random() ** 3 * WORDS)] ?? "";
const text = () => Array.from({ length: 30 + Math.floor(Math.random() ** 3 * 1_200) }, word).join(" ");

const dir = mkdtempSync(join(tmpdir(), "codex-bridge-search-"));
const db = openDatabase(join(dir, "history.db"));
const store = createStore(db);
const texts = Array.from({ length: 3_000 }, text);
await store.commit(() => {
  for (let i = 0; i < 20; i++)
    store.conversations.insert({
      id: `c_${i}`,
      claude: `cc_${i}`,
      codex: `t_${i}`,
      project: `/p${i % 5}`,
      createdAt: 0,
    });
  for (let i = 0; i < COUNT; i++) {
    store.messages.insert({
      id: `m_${i}`,
      kind: "note",
      sender: i % 2 ? "claude" : "codex",
      session: null,
      conversation: `c_${i % 20}`,
      replyTo: null,
      createdAt: i,
      text: `${texts[i % texts.length]}${i === 7 ? " unique_word" : ""}`,
    });
  }
});
const bridge = await createBridge({ store, clock: systemClock, log: createLog("bench", "warn") });
const mean = Math.round(texts.reduce((sum, one) => sum + one.length, 0) / texts.length);
console.log(`${COUNT} messages of ${mean} characters on average, ${sizeOf(dir)} MB`);

const gaps: number[] = [];
let last = performance.now();
let isBusy = true;
(function beat() {
  const now = performance.now();
  gaps.push(now - last);
  last = now;
  if (isBusy) setImmediate(beat);
})();
const startedAt = performance.now();
const search = (query: Record<string, unknown>) => bridge.desk.search(SearchQuery.parse(query));
const [common = "", second = ""] = vocabulary;
const first = await search({ q: `"${common}"` });
console.log(
  `the first search, of an index that is being made: ${since(startedAt)} ms, ${first.partial ? "partial" : "whole"}`,
);
while ((await search({ q: '"nowhere"' })).partial);
isBusy = false;
gaps.sort((a, b) => a - b);
const at = (share: number) => (gaps[Math.floor((gaps.length - 1) * share)] ?? 0).toFixed(1);
console.log(
  `index made in ${since(startedAt)} ms; loop kept busy: half ${at(0.5)}, 99 % ${at(0.99)}, longest ${at(1)} ms`,
);
console.log(`with its index: ${sizeOf(dir)} MB`);

for (const query of [
  { q: `"${common}"` },
  { q: common },
  { q: `${common} "${second}"` },
  { q: `"${texts[0]?.split(" ").slice(0, 4).join(" ")}"` },
  { q: "unique_word" },
  { q: "e" },
  { q: "et" },
  { q: "eta" },
  { q: "nowhere" },
  { q: `"${common}"`, who: "user" },
  { q: `"${common}"`, project: "/p3" },
  { q: `"${common}"`, until: 1_000 },
  { q: `"${common}"`, limit: 100 },
  { project: "/p3" },
  { who: "user" },
  { has: "diff" },
]) {
  const took: number[] = [];
  let found = 0;
  for (let i = 0; i < TIMES; i++) {
    const from = performance.now();
    found = (await search(query)).hits.length;
    took.push(performance.now() - from);
  }
  took.sort((a, b) => a - b);
  const half = (took[Math.floor(TIMES / 2)] ?? 0).toFixed(1).padStart(7);
  console.log(`${half} ms (at most ${(took.at(-1) ?? 0).toFixed(1)}), ${found} found: ${JSON.stringify(query)}`);
}
bridge.close();
store.close();
rmSync(dir, { recursive: true });

function since(from: number): number {
  return Math.round(performance.now() - from);
}

function sizeOf(path: string): number {
  const size = (name: string) => statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0;
  return Math.round((size("history.db") + size("history.db-wal")) / 1e6);
}
