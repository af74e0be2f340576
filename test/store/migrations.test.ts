/** What a database of an earlier schema becomes: its history, its conversations and its gates are all there. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MIGRATIONS } from "../../src/store/migrations";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";

/** The last schema whose conversations had a column for each side. */
const PAIRS = 5;

/** Makes a database of an earlier schema with what `fill` says, and opens it as this program does. */
function upgrade(schema: number, fill: string) {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-upgrade-"));
  const path = join(directory, "bridge.db");
  const old = new Database(path);
  for (const step of MIGRATIONS.slice(0, schema)) old.exec(step);
  old.exec(`PRAGMA user_version = ${schema}; ${fill}`);
  old.close();
  const store = createStore(openDatabase(path));
  return {
    store,
    [Symbol.dispose]() {
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
}

test("a pair's two columns become its members; its title, gate and place of reading stay", () => {
  using upgraded = upgrade(
    PAIRS,
    `INSERT INTO conversations (id, claude, codex, project, created_at, title, gate, read_seq) VALUES
       ('c_1', 'cc_1', 't_1', '/p', 1, 'Limits', 'paused', 7), ('c_2', 'cc_1', NULL, '/p', 2, NULL, 'open', 0),
       ('c_3', NULL, 't_1', '/p', 3, NULL, 'ended', 0)`,
  );
  const { conversations } = upgraded.store;
  expect(conversations.among(["cc_1", "t_1"])).toEqual({
    id: "c_1",
    project: "/p",
    createdAt: 1,
    title: "Limits",
    gate: "paused",
    readSeq: 7,
  });
  expect(conversations.members("c_1")).toEqual([
    { session: "cc_1", kind: "claude" },
    { session: "t_1", kind: "codex" },
  ]);
  expect(conversations.among(["cc_1"])?.id).toBe("c_2");
  expect(conversations.among(["t_1"])).toMatchObject({ id: "c_3", gate: "ended" });
  expect(conversations.partnersOf("cc_1", "codex")).toEqual(["t_1"]);
});

test("who holds or dropped a message, and that a question moved, is told by a column; other reasons stay", () => {
  const rows = [
    ["m_1", "held", "held by the user"],
    ["m_2", "held", "held by the loop guard"],
    ["m_3", "dropped", "dropped by the user"],
    ["m_4", "dropped", "the user ended the talk"],
    ["m_5", "dropped", "moved to cc_2"],
    ["m_6", "stored", "its session is not connected"],
  ];
  const values = rows.map(([id, state, reason], n) => `('${id}', 'r', ${n}, '${state}', '${reason}', 0)`);
  using upgraded = upgrade(
    PAIRS,
    `INSERT INTO deliveries (message, receiver, seq, state, reason, attempts) VALUES ${values.join(", ")}`,
  );
  const found = rows.map(([id = ""]) => upgraded.store.deliveries.find(id, "r"));
  expect(found.map((row) => [row?.heldBy ?? null, row?.droppedBy ?? null, row?.reason ?? null])).toEqual([
    ["user", null, null],
    ["guard", null, null],
    [null, "user", null],
    [null, "end", null],
    [null, "move", null],
    [null, null, "its session is not connected"],
  ]);
});
