/** A long history: what came before makes neither the start nor the next question slower. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stateFiles } from "../../src/config";
import { createId } from "../../src/ids";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";
import { startBridgeRig } from "../bridge-rig";
import type { Row } from "../report";
import { percentile } from "../stats";
import type { Measure } from "./measure";
import { time } from "./round-trip";

const LENGTHS = [100, 1_000, 10_000, 100_000];
const BATCH = 1_000;

/** The round trip with 100 to 100,000 messages in the store, in turns. */
export const history: Measure = {
  name: "history",
  async run({ quick, progress }) {
    const lengths = quick ? [100, 100_000] : LENGTHS;
    const turns = quick ? 4 : 10;
    const each = quick ? 60 : 200;
    const rigs = [];
    for (const length of lengths) {
      progress(`history of ${length} messages`);
      const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-bench-"));
      await fill(stateFiles(stateDir).database, length);
      const rig = await startBridgeRig({ ends: 1, stateDir });
      await time(rig, 40, each);
      rigs.push({ length, stateDir, rig, samples: [] as number[] });
    }
    for (let turn = 0; turn < turns; turn++) {
      progress(`history, ${turn + 1}/${turns}`);
      for (const { rig, samples } of rigs) samples.push(...(await time(rig, 40, each)));
    }
    const shortest = percentile(rigs[0]?.samples ?? [], 0.5);
    const rows = rigs.map(({ length, samples }): Row => {
      const row: Row = {
        name: `${length.toLocaleString("en")} messages, p50`,
        unit: "ms",
        value: percentile(samples, 0.5),
      };
      return length === lengths.at(-1) ? { ...row, target: { value: shortest * 1.1 } } : row;
    });
    for (const { rig, stateDir } of rigs) {
      await rig.close();
      rmSync(stateDir, { recursive: true, force: true });
    }
    return { title: "History: the round trip stays what it was", rows };
  },
};

/** Writes a past of questions and answers, all of them long over. */
async function fill(path: string, messages: number): Promise<void> {
  const store = createStore(openDatabase(path));
  const now = Date.now();
  const [claude, codex] = ["cc_bench", "t_bench"];
  const project = {
    projectRoot: "/bench",
    projectName: "bench",
    branch: null,
    cwd: "/bench",
    client: null,
    channel: null,
  };
  const conversation = createId("c", now);
  const times = { startedAt: now, lastActiveAt: now };
  await store.commit(() => {
    store.sessions.save({ id: claude, kind: "claude", ...project, ...times, clientSession: null });
    store.sessions.save({ id: codex, kind: "codex", ...project, ...times, clientSession: null });
    store.conversations.insert({ id: conversation, claude, codex, project: "/bench", createdAt: now });
  });
  const common = { conversation, createdAt: now };
  for (let from = 0; from < messages; from += BATCH) {
    await store.commit(() => {
      for (let i = from; i < Math.min(from + BATCH, messages); i += 2) {
        const [question, answer] = [createId("q", now), createId("m", now)];
        const text = `message ${i} of the past, with some words in it`;
        const asked = { id: question, kind: "question", sender: "codex", session: codex, replyTo: null, text } as const;
        const { seq } = store.messages.insert({ ...asked, ...common });
        store.questions.insert({
          id: question,
          seq,
          asker: codex,
          target: claude,
          explicit: false,
          expiresAt: now + 1e9,
        });
        store.deliveries.insert(question, claude, seq);
        store.deliveries.seen(question, claude, now, "channel");
        const told = { id: answer, kind: "reply", sender: "claude", session: claude, replyTo: question, text } as const;
        const { seq: reply } = store.messages.insert({ ...told, ...common });
        store.questions.close(question, "answered", answer, now);
        store.deliveries.insert(answer, codex, reply);
        store.deliveries.seen(answer, codex, now, "result");
      }
    });
  }
  store.close();
}
