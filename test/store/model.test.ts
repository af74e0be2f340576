/** What memory says is what the files say: whoever opens them reads the same, whatever was changed or taken back. */
import { expect, test } from "bun:test";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { USER } from "../../src/constants";
import { toMessage } from "../../src/errors";
import { LONG_GROUP } from "../../src/store/committer";
import { openDatabase } from "../../src/store/open";
import { createStore } from "../../src/store/store";
import { upToDate } from "../support/late";

/** A failure names its seed: MODEL_SEED runs it again, or several, as in `3,4,5`. */
const SEEDS = (process.env.MODEL_SEED ?? "1,2").split(",").map(Number);
const STEPS = 320;

const CLAUDES = ["cc_1", "cc_2", null];
const PROCESSES = ["p_1", "p_2"];
const THREADS = ["t_1", "t_2", "t_3"];
const CODEXES = [...PROCESSES, ...THREADS, null];
const SESSIONS = [...CLAUDES, ...CODEXES].filter((id) => id !== null);
const RECEIVERS = [...SESSIONS, USER];
const ROADS = ["channel", "hook", "tool", "result", null] as const;
const TABLES = ["messages", "revisions", "questions", "deliveries", "notices", "sessions", "conversations"];

const TAKEN_BACK = new Error("taken back");

type Run = ReturnType<typeof createRun>;
type Opened = ReturnType<typeof openStore>;
type Operations = Record<string, () => unknown>;

/** A store, and chance that says what happens to it: most times something of late. */
function createRun(seed: number, path: string) {
  const random = createRandom(seed);
  const isLucky = (percent: number) => random() * 100 < percent;
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  let ids = 0;
  const run = {
    ...openStore(path),
    path,
    now: 1_000,
    isLucky,
    pick,
    newId: (prefix: string) => `${prefix}_${++ids}`,
    /** All that were ever sent, and one that never was. */
    messages: ["m_none"],
    message: () => pick(run.messages.slice(isLucky(60) ? -8 : -30)),
    session: () => pick(RECEIVERS),
    /** A message and a receiver; most times of a delivery that there is. */
    delivery(): [message: string, receiver: string] {
      const id = run.message();
      const rows = run.store.deliveries.ofMessage(id);
      return [id, rows.length > 0 && isLucky(80) ? pick(rows).receiver : run.session()];
    },
    /** A delivery and its lease, or one that nobody has any more. */
    leased(): [message: string, receiver: string, lease: string] {
      const rows = run.messages.slice(-30).flatMap((id) => run.store.deliveries.ofMessage(id));
      const leased = rows.filter(({ lease }) => lease !== null);
      const row = leased.length > 0 && isLucky(80) ? pick(leased) : null;
      return row?.lease ? [row.message, row.receiver, row.lease] : [...run.delivery(), "l_none"];
    },
    conversation: () => run.store.conversations.pair(pick(CLAUDES), pick(CODEXES))?.id ?? "c_none",
    /** Receivers of which memory may think that there are notices: just as many as were asked for were taken. */
    maybeNoticed: new Set<string>(),
    log: ["open"],
  };
  return run;
}

function openStore(path: string) {
  const db = openDatabase(path);
  // Only processes end here, and no power is cut: it takes half the time.
  db.exec("PRAGMA synchronous = OFF");
  return { db, store: createStore(db) };
}

/** Small and repeatable, from 0 to 1. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function meet({ store: { conversations }, newId, now }: Run, claude: string | null, codex: string | null): void {
  if (conversations.pair(claude, codex)) return;
  conversations.insert({ id: newId("c"), claude, codex, project: "/p", createdAt: now });
}

/** A message with its deliveries, and at times its question, between two sessions. */
function send(run: Run): void {
  const { store, now, isLucky, pick } = run;
  const [claude, codex, id] = [pick(CLAUDES), pick(CODEXES), run.newId("m")];
  const [session, to] = isLucky(50) ? [claude, codex] : [codex, claude];
  const sender = session === null ? "user" : session === claude ? "claude" : "codex";
  if (isLucky(30)) meet(run, claude, codex);
  const conversation = store.conversations.pair(claude, codex)?.id ?? "c_none";
  const replyTo = isLucky(50) ? run.message() : null;
  const text = isLucky(3) ? "long ".repeat(LONG_GROUP / 4) : `text \0 of ${id}`;
  const message = { id, kind: "note", sender, session, conversation, replyTo, createdAt: now, text } as const;
  const { seq } = store.messages.insert(message);
  run.messages.push(id);
  for (const receiver of isLucky(40) ? [to ?? USER, run.session()] : [to ?? USER]) {
    const options = isLucky(30) ? { lease: run.newId("l") } : isLucky(10) ? { heldAt: now, reason: "guard" } : {};
    store.deliveries.insert(id, receiver, seq, options);
  }
  if (isLucky(50)) return;
  const question = { id, seq, asker: session ?? run.session(), target: to, explicit: isLucky(40) };
  store.questions.insert({ ...question, expiresAt: now + pick([10, 40, 90]) });
}

function deliveryChanges(run: Run): Operations {
  const { now, pick, isLucky, delivery, leased, session } = run;
  const { deliveries, messages } = run.store;
  // A lease is never for two receivers.
  const lease = () => run.newId("l");
  const road = () => pick(ROADS);
  return {
    insert() {
      const head = messages.head(run.message());
      if (head) deliveries.insert(head.id, session(), head.seq, isLucky(30) ? { lease: lease() } : {});
    },
    handOver() {
      const [receiver, id] = [session(), lease()];
      for (const { message } of deliveries.waiting(receiver, 4)) {
        deliveries.lease(message, receiver, id);
        if (isLucky(70)) deliveries.pushed(message, receiver, now, road());
        if (isLucky(60)) deliveries.seen(message, receiver, now);
      }
    },
    lease: () => deliveries.lease(...delivery(), lease()),
    release() {
      const [, , id] = leased();
      const held = run.messages.filter((message) => deliveries.ofMessage(message).some((row) => row.lease === id));
      expect(deliveries.release(id, pick([null, "why"])).sort(), `what ${id} held`).toEqual(held.sort());
    },
    releaseOne: () => deliveries.releaseOne(...leased()),
    pushed: () => deliveries.pushed(...delivery(), now, road()),
    pushedAgain: () => deliveries.pushedAgain(...delivery(), now, "hook"),
    seen: () => deliveries.seen(...delivery(), now, road()),
    giveBack: () => deliveries.giveBack(...leased(), null),
    takeBack: () => deliveries.takeBack(...delivery()),
    unread: () => deliveries.unread(session(), new Set([run.message()])),
    drop: () => deliveries.drop(...delivery(), "gone"),
    clear: () => deliveries.clear(...delivery()),
  };
}

function otherChanges(run: Run): Operations {
  const { now, pick, message, session, conversation } = run;
  const { messages, questions, notices, conversations, sessions } = run.store;
  return {
    revise() {
      const head = messages.head(pick(run.messages.slice(-3)));
      if (head) messages.revise(head.id, `revised at ${now}`, "user", now);
    },
    close: () => questions.close(message(), pick(["answered", "cancelled"]), pick([null, message()]), now),
    expire: () => questions.expire(now),
    extend: () => questions.extend(message(), 7),
    retarget() {
      const question = questions.find(message());
      if (question) questions.retarget(question.id, question.target, session());
    },
    notify: () => notices.insert(session(), pick(["moved", "ended"]), message(), now),
    takeNotices() {
      const [receiver, limit] = [session(), pick([1, 2, 20])];
      if (notices.take(receiver, limit).length === limit) run.maybeNoticed.add(receiver);
      else run.maybeNoticed.delete(receiver);
    },
    setTitle: () => conversations.setTitle(conversation(), `title ${now}`),
    setGate: () => conversations.setGate(conversation(), pick(["open", "paused", "ended"])),
    setRead: () => conversations.setRead(conversation(), now),
    saveSession() {
      const id = pick(SESSIONS);
      const times = { startedAt: now, lastActiveAt: now, channel: null, client: null, clientSession: null };
      const place = { projectRoot: "/p", projectName: "p", branch: null, cwd: "/p" };
      sessions.save({ id, kind: CLAUDES.includes(id) ? "claude" : "codex", ...place, ...times });
    },
    searchNext: () => run.store.search.next(),
  };
}

/** What makes memory forget much: not so often that nothing stays in it. */
function rareChanges(run: Run): Operations {
  const { now, pick, message, delivery, conversation } = run;
  const { held, retention, messages, questions, deliveries, conversations, notices, sessions } = run.store;
  return {
    hold: () => held.hold(pick([conversation(), null]), "user", now),
    holdOne: () => held.holdOne(...delivery(), "user", now),
    blame: () => held.blame(message(), "guard"),
    letThrough: () => held.find({}, 2).map((row) => held.letThrough(row.message)),
    releaseHeld: () => held.find({}, 2).map((row) => held.release(row.message)),
    dropHeld: () => held.find({}, 1).map((row) => held.drop(row.message, "dropped")),
    dropIn: () => held.dropIn(conversation(), "ended"),
    cancelIn: () => questions.cancelIn(conversation(), now),
    releaseAll: () => deliveries.releaseAll(),
    openPaused: () => conversations.openPaused(),
    forgetMessages: () => retention.forgetMessages(now - 10, 20),
    forgetEmpty: () => retention.forgetEmpty(now - 40),
    // As the registry does it.
    adopt() {
      const [from, to] = [pick(PROCESSES), pick(THREADS)];
      for (const table of [messages, questions, deliveries, conversations, notices]) table.adopt(from, to);
      sessions.remove(from);
    },
  };
}

/** A job of some operations, and their names. */
function createJob(run: Run) {
  const [rare, usual] = [rareChanges(run), { ...deliveryChanges(run), ...otherChanges(run) }];
  const all: Operations = { ...usual, ...rare, send: () => send(run) };
  const any = () => run.pick(Object.keys(run.isLucky(12) ? rare : usual));
  const name = () => (run.isLucky(25) ? "send" : run.isLucky(2) ? "adopt" : any());
  const names = Array.from({ length: run.pick([1, 2, 3, 4, 5, 6]) }, name);
  return { names: names.join(", "), work: () => names.forEach((own) => void all[own]?.()) };
}

/** A group of one job or two, some of which are taken back. */
async function change(run: Run): Promise<void> {
  const jobs = Array.from({ length: run.isLucky(20) ? 2 : 1 }, () => {
    const { names, work } = createJob(run);
    const isBroken = run.isLucky(8);
    run.log.push(isBroken ? `${names} (taken back)` : names);
    return run.store.commit(() => {
      work();
      if (isBroken) throw TAKEN_BACK;
    });
  });
  for (const result of await Promise.allSettled(jobs))
    if (result.status === "rejected" && result.reason !== TAKEN_BACK) throw result.reason;
}

/** Stays, also where the next group is taken back. */
function changeSoon(run: Run): void {
  const { names, work } = createJob(run);
  run.log.push(`${names} (soon)`);
  run.store.commitSoon(work);
}

/** The next host, which knows of no lease. */
async function reopen(run: Run): Promise<void> {
  run.log.push("close and open");
  run.store.close();
  Object.assign(run, openStore(run.path));
  await run.store.commit(() => run.store.deliveries.releaseAll());
}

function readMessage({ store: { deliveries, messages, questions } }: Opened, id: string) {
  return {
    head: messages.head(id),
    text: messages.current(id),
    deliveries: [...deliveries.ofMessage(id)].sort((a, b) => (a.receiver < b.receiver ? -1 : 1)),
    question: questions.find(id),
  };
}

function readSession({ store: { deliveries, questions, sessions, notices } }: Opened, id: string, asked: string[]) {
  return {
    waiting: [deliveries.waiting(id, 2), deliveries.waiting(id, 1_000), deliveries.stored(id)],
    counts: [deliveries.countWaiting(id), deliveries.countQueued(id)],
    answers: asked.map((question) => deliveries.answers(id, question)),
    questions: [questions.countOpenBy(id), questions.openBy(id), questions.openTo(id, null)],
    named: [questions.lastNamed(id), questions.lastTargets(id)],
    session: sessions.find(id),
    isNoticed: notices.has(id),
  };
}

function readAll({ store: { questions, held, conversations, search } }: Opened) {
  const open = [questions.open(1_000), questions.nextExpiry(), questions.implicit()];
  const pairs = CLAUDES.flatMap((claude) => CODEXES.map((codex) => conversations.pair(claude, codex)));
  return { open, pairs, held: [...held.messages()].sort(), toIndex: search.next() };
}

function readTables({ db, store }: Opened) {
  const rows = (table: string) => upToDate(db, store).query(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  return Object.fromEntries(TABLES.map((table) => [table, rows(table)]));
}

/** Where in the history the next message comes: also where one that was taken back had the place. */
async function readPlace({ store }: Opened, id: string) {
  const message = { id, kind: "note", sender: "user", session: null, conversation: "c_none", replyTo: null } as const;
  return { seq: await store.commit(() => store.messages.insert({ ...message, createdAt: 1, text: "" }).seq) };
}

type Read = [of: string, read: (opened: Opened) => object | Promise<object>];

/** All that is compared, each time from another place on: the first one to read finds the most that is late. */
function readsOf({ messages, pick, newId }: Run): Read[] {
  const [recent, next] = [messages.slice(-30), newId("m")];
  const reads: Read[] = [
    ["all", readAll],
    ...RECEIVERS.map((id): Read => [id, (opened) => readSession(opened, id, recent)]),
    ...recent.map((id): Read => [id, (opened) => readMessage(opened, id)]),
    ["the tables", readTables],
    ["the next message", (opened) => readPlace(opened, next)],
  ];
  const first = pick([...reads.keys()]);
  return [...reads.slice(first), ...reads.slice(0, first)];
}

/** Throws where the files, as a process that is killed now would leave them, say anything else than memory. */
async function compare(run: Run): Promise<void> {
  // With this, what was to be committed soon is in the files.
  await run.store.commit(() => {});
  const directory = mkdtempSync(`${run.path}-copy-`);
  const path = join(directory, "bridge.db");
  for (const end of ["", "-wal", "-groups"]) if (existsSync(run.path + end)) copyFileSync(run.path + end, path + end);
  const copy = openStore(path);
  for (const [of, read] of readsOf(run)) assertSame(run, of, await read(run), await read(copy));
  copy.store.close();
  rmSync(directory, { recursive: true });
}

function assertSame({ maybeNoticed }: Run, of: string, memory: object, files: object): void {
  const inFiles = new Map<string, unknown>(Object.entries(files));
  for (const [name, inMemory] of Object.entries(memory)) {
    if (name === "isNoticed" && inMemory === true && maybeNoticed.has(of)) continue;
    if (Bun.deepEquals(inMemory, inFiles.get(name))) continue;
    const [one, other] = [inMemory, inFiles.get(name)].map((value) => JSON.stringify(value)?.slice(0, 1_000));
    throw new Error(`${name} of ${of}\nin memory:    ${one}\nin the files: ${other}`);
  }
}

async function step(run: Run): Promise<void> {
  run.now++;
  if (run.isLucky(10)) changeSoon(run);
  else await change(run);
  if (run.isLucky(2)) await reopen(run);
  // Longer than the database may be behind: it commits by itself.
  if (run.isLucky(1)) await Bun.sleep(110);
  if (run.isLucky(33)) await compare(run);
}

test.each(SEEDS)("seed %d: memory and files say the same at every step", { timeout: 60_000 }, async (seed) => {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-model-"));
  const run = createRun(seed, join(directory, "bridge.db"));
  try {
    for (let i = 0; i < STEPS; i++) {
      await step(run).catch((error) => {
        const last = run.log.slice(-5).join("\n  ");
        throw new Error(`seed ${seed}, step ${i}: ${toMessage(error)}\nafter:\n  ${last}`, { cause: error });
      });
    }
    await compare(run);
    run.store.close();
  } finally {
    // A store that has failed may not close, which would hide why.
    rmSync(directory, { recursive: true });
  }
});
