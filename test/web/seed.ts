/** A history as it is after months, put into the real database before a bridge opens it. */
import { join } from "node:path";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";

const HOUR_MS = 3_600_000;
const CODE = '```ts\nexport function add(a: number, b: number): number {\n  return a + b; // "sum"\n}\n```';
const DIFF =
  "```diff\n--- a/src/sum.ts\n+++ b/src/sum.ts\n@@ -1,3 +1,3 @@\n export function sum(a: number, b: number) {\n-  return a - b;\n+  return a + b;\n }\n```";

/** The text of message `n`: mostly talk, sometimes code, a diff, a list or a page of prose. */
export function textOf(n: number): string {
  const start = `Message ${n} of a long talk.`;
  if (n % 29 === 0) return `${start}\n\n${DIFF}`;
  if (n % 11 === 0) return `${start}\n\n${CODE}`;
  if (n % 17 === 0)
    return `${start}\n\n${Array.from({ length: 60 }, (_, line) => `- entry ${line} of ${n}`).join("\n")}`;
  return n % 3 === 0
    ? `${start} ${"It goes on, **and on**, with `words` that say little. ".repeat(1 + (n % 5))}`
    : start;
}

export const idOf = (n: number): string => `m_seed${String(n).padStart(7, "0")}`;

/** Adds `count` conversations of one message each, all newer than what is there already: more than a page lists. */
export function seedConversations(stateDir: string, count: number): void {
  const db = openDatabase(join(stateDir, "bridge.db"));
  const store = createStore(db);
  const now = Date.now();
  db.transaction(() => {
    for (let n = 1; n <= count; n++) {
      const conversation = `c_other${n}`;
      store.conversations.insert({ id: conversation, project: "/work/other", createdAt: now }, [
        { session: `other-${n}`, kind: "claude" },
      ]);
      store.messages.insert({
        id: `m_other${n}`,
        kind: "note",
        sender: "claude",
        session: `other-${n}`,
        conversation,
        replyTo: null,
        createdAt: now,
        text: `Said elsewhere, ${n}.`,
      });
    }
  })();
  store.close();
}

/** Fills the database of a state directory with `count` messages of one conversation, the newest an hour old. */
export function seedHistory(stateDir: string, count: number): void {
  const db = openDatabase(join(stateDir, "bridge.db"));
  const store = createStore(db);
  const now = Date.now();
  const project = { projectRoot: "/work/api", projectName: "api", branch: "main", cwd: "/work/api", client: null };
  const times = { startedAt: now - HOUR_MS, lastActiveAt: now - HOUR_MS };
  db.transaction(() => {
    for (const kind of ["claude", "codex"] as const) {
      store.sessions.save({ id: `seed-${kind}`, kind, ...project, clientSession: null, channel: null, ...times });
    }
    const conversation = "c_seed";
    store.conversations.insert({ id: conversation, project: "/work/api", createdAt: now }, [
      { session: "seed-claude", kind: "claude" },
      { session: "seed-codex", kind: "codex" },
    ]);
    for (let n = 1; n <= count; n++) {
      const sender = n % 2 === 0 ? "claude" : "codex";
      const id = idOf(n);
      const createdAt = now - HOUR_MS - (count - n) * 60_000;
      const head = {
        id,
        kind: "note" as const,
        sender,
        session: `seed-${sender}`,
        conversation,
        replyTo: null,
      } as const;
      const { seq } = store.messages.insert({ ...head, createdAt, text: textOf(n) });
      const receiver = n % 2 === 0 ? "seed-codex" : "seed-claude";
      store.deliveries.insert(id, receiver, seq);
      store.deliveries.seen(id, receiver, createdAt, "result");
    }
  })();
  store.close();
}
