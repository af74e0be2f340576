/** What the history forgets and what it keeps, through the bridge and a real database. */
import { expect, test } from "bun:test";
import { createBridge } from "../../src/core/bridge";
import type { Clock } from "../../src/shared/clock";
import { SCRIPT } from "../../src/shared/constants";
import { createId } from "../../src/shared/ids";
import { createLog } from "../../src/shared/log";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";
import { written } from "../support/agents-in-process";

const DAY_MS = 86_400_000;
const project = { root: "/p", name: "p", branch: null };

/** A bridge with one Claude that answers nothing by itself and one Codex; `runTimers` lets all that is due happen. */
async function createSubject(settings: { maxAgeMs: number; maxBytes: number }) {
  let now = Date.now();
  const timers = new Map<() => void, number>();
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    schedule(ms, wake) {
      timers.set(wake, now + ms);
      return () => timers.delete(wake);
    },
  };
  const store = createStore(openDatabase(":memory:"));
  const forgotten: string[] = [];
  const bridge = await createBridge({
    store,
    clock,
    log: createLog("test", "silent"),
    retention: { ...settings, onForget: (ids) => forgotten.push(...ids) },
  });
  const claude = await bridge.attachClaude(
    { role: "claude", session: "cc_1", cwd: "/p", project, client: null, pushed: [] },
    async (items) => written(items),
  );
  const codex = await bridge.attachCodex({
    role: "codex",
    process: "p_1",
    cwd: "/p",
    project,
    client: null,
    threads: [],
  });

  async function ask(text: string): Promise<string> {
    const id = createId("q", now);
    const call = { id, thread: "t1", lease: createId("l"), text, waitMs: 0, hold: false };
    await codex.ask(call, new AbortController().signal);
    return id;
  }

  return {
    store,
    bridge,
    clock,
    forgotten,
    ask,
    reply: (text: string, replyTo: string) => claude.reply({ id: createId("m", now), text, replyTo }),
    /** Codex takes all that waits for it and confirms it. */
    async collect() {
      const lease = createId("l");
      const { batch } = await codex.check({ thread: "t1", lease, waitMs: 0 }, new AbortController().signal);
      await codex.settle({ thread: "t1", lease, verdict: "ack", messages: batch.items.map(({ id }) => id) });
    },
    async pass(ms: number) {
      now += ms;
      for (const [wake, at] of [...timers]) {
        if (at > now || !timers.delete(wake)) continue;
        wake();
      }
      // The sweep is a chain of commits, each on a microtask.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("old messages that everybody has had are forgotten; open and undelivered ones stay, however old", async () => {
  const subject = await createSubject({ maxAgeMs: 90 * DAY_MS, maxBytes: Number.POSITIVE_INFINITY });
  const finished = await subject.ask("finished");
  const answer = await subject.reply("had", finished);
  await subject.collect();
  const undelivered = await subject.ask("undelivered");
  const kept = await subject.reply("not fetched yet", undelivered);

  await subject.pass(91 * DAY_MS);
  const open = await subject.ask("asked just now");
  await subject.pass(7 * 3_600_000);

  expect(subject.forgotten.sort()).toEqual([finished, answer.message, undelivered].sort());
  expect(subject.store.messages.head(finished)).toBeNull();
  expect(subject.store.messages.text(kept.message)).toBe("not fetched yet");
  expect(subject.store.messages.text(open)).toBe("asked just now");
});

test("above its size the history loses its oldest finished messages first", async () => {
  const subject = await createSubject({ maxAgeMs: Number.POSITIVE_INFINITY, maxBytes: 2_000_000 });
  const ids: string[] = [];
  for (let i = 0; i < 600; i++) {
    const id = await subject.ask(`${i} ${"x".repeat(5_000)}`);
    await subject.reply("ok", id);
    await subject.collect();
    ids.push(id);
  }
  expect(subject.store.retention.usedBytes()).toBeGreaterThan(2_000_000);
  await subject.pass(61_000);
  expect(subject.store.retention.usedBytes()).toBeLessThanOrEqual(2_000_000);
  const left = ids.map((id) => subject.store.messages.head(id) !== null);
  expect(left[0]).toBe(false);
  expect(left.at(-1)).toBe(true);
  // What is left is the newest part without a gap.
  expect(left.lastIndexOf(false)).toBeLessThan(left.indexOf(true));
});

test("with a session's last message its row goes, and that of its conversation: scripts leave one of each behind", async () => {
  const subject = await createSubject({ maxAgeMs: 90 * DAY_MS, maxBytes: Number.POSITIVE_INFINITY });
  const { bridge, store } = subject;
  const script = { role: "codex", process: "p_script", cwd: "/p", project, client: SCRIPT, threads: [] } as const;
  const api = await bridge.attachCodex({ ...script, threads: [] });
  const call = { thread: "p_script", lease: "l_1", text: "from a script", waitMs: 60_000, hold: true };
  const id = createId("q", subject.clock.now());
  const asked = api.ask({ ...call, id }, new AbortController().signal);
  await new Promise((resolve) => setImmediate(resolve));
  const { message } = await subject.reply("had", id);
  await asked;
  await api.settle({ thread: "p_script", lease: "l_1", verdict: "ack", messages: [message] });
  await api.detach();
  expect(store.sessions.find("p_script")).not.toBeNull();
  expect(store.conversations.among(["cc_1", "p_script"])).not.toBeNull();

  await subject.pass(91 * DAY_MS);
  expect(subject.forgotten.sort()).toEqual([id, message].sort());
  expect(store.sessions.find("p_script")).toBeNull();
  expect(store.conversations.among(["cc_1", "p_script"])).toBeNull();
});
