/**
 * Processes are killed at random moments while five Codex threads ask three Claude sessions in three projects; then
 * every message is accounted for: each answer once to its asker, or marked as redelivered, and none to anybody else.
 */

import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Claude, type Codex, createWorld, type World } from "../support/agents";

const SERVER = join(import.meta.dir, "..", "..", "server.ts");
// A call that dies with its process may not have been stored: a few more are asked than have to be accounted for.
const MESSAGES = 2_100;
const ACCOUNTED = 2_000;
const KILLS = 50;
const CODEX_COUNT = 5;
const PROJECTS = 3;
const IN_FLIGHT = 4;
const MINUTES = 60_000;

/** Small and repeatable: a failure's seed can be run again with CHAOS_SEED. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

interface Ledger {
  /** What each thread was given: answer text → times, and how often without the mark of a redelivery. */
  answers: Map<string, { times: number; unmarked: number; thread: string }>;
  misrouted: string[];
  /** Questions whose call came back with anything but "not sent": these must have been stored. */
  accepted: Set<string>;
}

test(`${MESSAGES} questions, ${KILLS} kills: nothing lost, nothing misrouted`, { timeout: 8 * MINUTES }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  await using world = createWorld({ CODEX_BRIDGE_LOG_LEVEL: "warn" });
  const ledger: Ledger = { answers: new Map(), misrouted: [], accepted: new Set() };
  const directories = Array.from({ length: PROJECTS }, (_, i) => join(world.stateDir, `project-${i}`));
  for (const directory of directories) mkdirSync(directory);

  let done = false;
  const claudes = await Promise.all(directories.map((cwd) => startClaude(world, cwd)));
  const threads = await Promise.all(
    Array.from({ length: CODEX_COUNT }, (_, i) => createThread(world, directories[i % PROJECTS] ?? "", i, ledger)),
  );

  const asking = threads.map((thread) => thread.run(MESSAGES / CODEX_COUNT));
  const killing = (async () => {
    const asked = () => threads.reduce((sum, thread) => sum + thread.finished(), 0);
    for (let kill = 1; kill <= KILLS; kill++) {
      // Spread over the whole run: the next kill comes when its share of the questions is done.
      while (asked() < (kill * MESSAGES) / (KILLS + 2) && !done) {
        await Promise.race(threads.map((thread) => thread.progress()));
      }
      const victim = random(PROJECTS + CODEX_COUNT);
      const directory = directories[victim];
      if (directory === undefined) await threads[victim - PROJECTS]?.kill();
      else {
        claudes[victim]?.client.child.kill("SIGKILL");
        claudes[victim] = await startClaude(world, directory);
      }
    }
  })();
  await Promise.all(asking);
  done = true;
  await killing;
  for (const thread of threads) await thread.drain();

  for (const claude of claudes) await claude?.client.end();
  for (const thread of threads) await thread.end();
  const db = new Database(join(world.stateDir, "bridge.db"), { readonly: true });
  const stored = db
    .query<{ text: string; outcome: string; asker: string }, []>(
      "SELECT m.text, q.outcome, q.asker FROM questions q JOIN messages m ON m.id = q.id",
    )
    .all();
  db.close();

  const texts = new Set(stored.map(({ text }) => text));
  const lost = stored.filter(({ text }) => !ledger.answers.has(`answer to ${text}`));
  const twice = [...ledger.answers].filter(([, { unmarked }]) => unmarked > 1);
  const redelivered = [...ledger.answers.values()].filter(({ times }) => times > 1).length;
  console.log(
    `chaos (seed ${seed}): ${stored.length} questions stored, ${ledger.answers.size} answered, ${redelivered} redelivered and marked, ${KILLS} kills`,
  );
  expect(stored.length).toBeGreaterThanOrEqual(ACCOUNTED);
  expect(stored.filter(({ outcome }) => outcome !== "answered")).toEqual([]);
  expect([...ledger.accepted].filter((text) => !texts.has(text))).toEqual([]);
  expect(lost).toEqual([]);
  expect(twice).toEqual([]);
  expect(ledger.misrouted).toEqual([]);
});

/** A Claude session, with a parent of its own, that answers every question once it comes. */
async function startClaude(world: World, cwd: string): Promise<Claude> {
  const claude = await world.claude({ cwd, command: ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, SERVER] });
  const answered = new Set<string>();
  claude.client.waitFor((line) => {
    const params = line.params as { content?: string; meta?: { message_id?: string } } | undefined;
    const id = params?.meta?.message_id;
    if (line.method === "notifications/claude/channel" && id && !answered.has(id)) {
      answered.add(id);
      claude.reply(`answer to ${params?.content}`, id).catch(() => {
        // This session is being killed; whoever takes the question over answers it.
      });
    }
    return false;
  });
  return claude;
}

/** A Codex thread that goes on in a new process whenever its process is killed, as `codex resume` does. */
async function createThread(world: World, cwd: string, index: number, ledger: Ledger) {
  const id = crypto.randomUUID();
  const mark = `t${index}`;
  let codex: Codex = await world.codex({ cwd, thread: id });
  let finished = 0;
  let killed = Promise.withResolvers<void>();
  let step = Promise.withResolvers<void>();
  const killedOnes = new WeakSet<Codex>();

  function note(text: string, redelivered: boolean): void {
    if (!text.startsWith(`answer to ${mark} `)) ledger.misrouted.push(`${mark}: ${text}`);
    const entry = ledger.answers.get(text) ?? { times: 0, unmarked: 0, thread: mark };
    entry.times++;
    if (!redelivered) entry.unmarked++;
    ledger.answers.set(text, entry);
  }

  /** Reads the blocks of a result: an answer follows its header, or stands alone where it was awaited. */
  function read(blocks: string[]): boolean {
    let found = false;
    blocks.forEach((text, i) => {
      if (!text.startsWith("answer to ")) return;
      found = true;
      note(text, /redelivered/.test(blocks[i - 1] ?? ""));
    });
    return found;
  }

  async function askOne(text: string): Promise<void> {
    // Taken together: the answer can fail after this process' successor has come, too.
    const [own, replaced] = [codex, killed.promise];
    const answer = await own.ask(text, { wait_seconds: 60 }).answer.catch((error) => {
      if (!killedOnes.has(own)) throw error;
      return null;
    });
    if (!answer) {
      // Its process was killed under it: the answer is kept for the thread, if the question got through.
      await replaced;
    } else {
      read(answer.blocks);
      if (answer.text.startsWith("Not sent") || answer.isError) return askOne(text);
      ledger.accepted.add(text);
    }
    finished++;
    step.resolve();
    step = Promise.withResolvers();
  }

  return {
    finished: () => finished,
    /** Resolves when another question of this thread is done. */
    progress: () => step.promise,
    async run(count: number): Promise<void> {
      let next = 0;
      const lane = async () => {
        while (next < count) await askOne(`${mark} question ${next++}`);
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    },
    async kill(): Promise<void> {
      const dead = killed;
      killedOnes.add(codex);
      codex.client.child.kill("SIGKILL");
      codex = await world.codex({ cwd, thread: id });
      killed = Promise.withResolvers();
      dead.resolve();
    },
    /** Takes all that is kept for the thread, once nothing is open any more. */
    async drain(): Promise<void> {
      for (;;) {
        const { blocks, text } = await codex.check({ wait_seconds: 1 });
        if (!read(blocks) && !text.includes("Still open")) return;
      }
    },
    end: () => codex.client.end(),
  };
}
