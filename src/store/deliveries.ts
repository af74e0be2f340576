/** Deliveries: one row for each (message, receiver). Every change is one conditional statement; no row means that it lost. */
import type { Road } from "../protocol";
import { createDeliveryStatements, type DeliveryRow } from "./delivery-statements";
import { createRecent } from "./recent";
import type { Sql } from "./recorder";

export interface NewDelivery {
  reason?: string;
  /** Claimed at once, by whoever is about to push it. */
  lease?: string;
  /** Not to be handed to anybody until a person lets it go: since when. */
  heldAt?: number | null;
}

export type Deliveries = ReturnType<typeof createDeliveries>;

export function createDeliveries(db: Sql) {
  const statements = createDeliveryStatements(db);

  /** All deliveries of a message. */
  const known = createRecent<DeliveryRow[]>();
  /** The messages of each lease, which never outlives this process. */
  const leased = new Map<string, Set<string>>();

  function rowsOf(message: string): DeliveryRow[] {
    const rows = known.get(message);
    if (rows) return rows;
    const read = statements.ofMessage.all(message);
    known.set(message, read);
    return read;
  }

  const find = (message: string, receiver: string) => rowsOf(message).find((row) => row.receiver === receiver) ?? null;

  /** Remembers what a statement has just done to a row. */
  function change(row: DeliveryRow, to: Partial<DeliveryRow>): void {
    if (row.lease !== null && to.lease === null) unlease(row.lease, row.message);
    known.set(
      row.message,
      rowsOf(row.message).map((own) => (own === row ? { ...row, ...to } : own)),
    );
  }

  function enlease(id: string, message: string): void {
    const messages = leased.get(id);
    if (messages) messages.add(message);
    else leased.set(id, new Set([message]));
  }

  function unlease(id: string, message: string): void {
    const messages = leased.get(id);
    if (messages?.delete(message) && messages.size === 0) leased.delete(id);
  }

  return {
    /** Forgets what was remembered of rows: other statements than these have changed some. */
    forget: () => known.clear(),
    /** The same after a roll-back, with which leases have come back or gone. */
    reload(): void {
      known.clear();
      leased.clear();
      for (const { lease: id, message } of statements.leases.all()) enlease(id, message);
    },
    /** A message that has just been inserted: it has no deliveries. */
    expect: (message: string) => known.set(message, []),
    /** Stores a delivery, at once leased where its receiver is about to get it. */
    insert(message: string, receiver: string, seq: number, options: NewDelivery = {}): void {
      const { reason = null, lease: id = null, heldAt = null } = options;
      const state = heldAt === null ? "stored" : "held";
      const attempts = id === null ? 0 : 1;
      if (statements.insert.run(message, receiver, seq, state, reason, id, attempts, heldAt).changes === 0) return;
      if (id !== null) enlease(id, message);
      const times = { pushedAt: null, seenAt: null, heldAt };
      const row = { message, receiver, state, reason, road: null, lease: id, attempts, ...times } satisfies DeliveryRow;
      const rows = known.get(message);
      if (rows) known.set(message, [...rows, row]);
    },
    /** Forgets that a receiver had it before: it is to have it again. */
    clear(message: string, receiver: string): void {
      if (statements.clear.run(message, receiver).changes > 0) known.delete(message);
    },
    ofMessage: rowsOf,
    find,
    /** Stored deliveries of a receiver that nobody has leased, oldest first. */
    waiting: (receiver: string, limit: number) =>
      statements.anyFree.get(receiver) ? statements.waiting.all(receiver, limit) : [],
    /** Of those, what answers a question. */
    answers: (receiver: string, question: string) =>
      statements.anyFree.get(receiver) ? statements.answers.all(question, receiver) : [],
    /** Whether there is any. */
    isAwaited: (receiver: string) => statements.anyFree.get(receiver) !== null,
    countWaiting: (receiver: string) =>
      statements.anyFree.get(receiver) ? (statements.count.get(receiver)?.n ?? 0) : 0,
    /** What waits for a receiver, and what is held for it. */
    countQueued: (receiver: string) => statements.countQueued.get({ receiver })?.n ?? 0,
    /** Codex sessions of a directory for which something waits. */
    awaitedIn: (cwd: string) => statements.awaited.all(cwd).map(({ receiver }) => receiver),
    /** Claims a stored delivery; gives how often it was claimed, or null where somebody else has it. */
    lease(message: string, receiver: string, id: string): number | null {
      const row = find(message, receiver);
      const attempts = statements.lease.get(id, message, receiver)?.attempts ?? null;
      if (!row || attempts === null) return null;
      enlease(id, message);
      change(row, { lease: id, attempts });
      return attempts;
    },
    /** Gives up all that a lease holds; the messages that are free again. */
    release(id: string, reason: string | null): string[] {
      const messages = [...(leased.get(id) ?? [])].filter(
        (message) => statements.release.get(reason, message, id) !== null,
      );
      leased.delete(id);
      for (const message of messages) known.delete(message);
      return messages;
    },
    releaseOne(message: string, receiver: string, id: string, reason: string | null = null): boolean {
      if (statements.releaseOne.get(reason, message, receiver, id) === null) return false;
      unlease(id, message);
      known.delete(message);
      return true;
    },
    /** A new host knows of no lease: whoever held one is gone or acks by message. */
    releaseAll(): void {
      statements.releaseAll.run();
      leased.clear();
      known.clear();
    },
    pushed(message: string, receiver: string, now: number, road: Road | null = null): boolean {
      const row = find(message, receiver);
      if (!row || statements.pushed.run(now, road, message, receiver).changes === 0) return false;
      change(row, { state: "pushed", reason: null, lease: null, pushedAt: now, road });
      return true;
    },
    /** With no `road`, the one that it was pushed on stays. */
    seen(message: string, receiver: string, now: number, road: Road | null = null): boolean {
      const row = find(message, receiver);
      if (!row || statements.seen.run(now, road, message, receiver).changes === 0) return false;
      change(row, { state: "seen", reason: null, lease: null, seenAt: now, road: road ?? row.road });
      return true;
    },
    /** A push that certainly did not arrive: free again, and the attempt does not count. */
    giveBack(message: string, receiver: string, id: string, reason: string | null): boolean {
      if (statements.giveBack.get(reason, message, receiver, id) === null) return false;
      unlease(id, message);
      known.delete(message);
      return true;
    },
    /** What went with a call that certainly was not answered: free again, and that attempt does not count. */
    takeBack(message: string, receiver: string): boolean {
      if (statements.takeBack.get(message, receiver) === null) return false;
      known.delete(message);
      return true;
    },
    /** What was written to a client that is gone, and never proved to be read, waits again. */
    unread(receiver: string): string[] {
      const messages = statements.unread.all(receiver).map((row) => row.message);
      for (const message of messages) known.delete(message);
      return messages;
    },
    /** What was pushed on one of these roads and never proved to be read, oldest first. */
    unproved: (receiver: string, roads: Road[], limit: number) =>
      statements.unproved.all(receiver, JSON.stringify(roads), limit),
    /** Handed over once more, on another road. */
    pushedAgain(message: string, receiver: string, now: number, road: Road): boolean {
      if (statements.pushedAgain.get(now, road, message, receiver) === null) return false;
      known.delete(message);
      return true;
    },
    drop(message: string, receiver: string, reason: string): boolean {
      const row = find(message, receiver);
      if (!row || statements.drop.get(reason, message, receiver) === null) return false;
      change(row, { state: "dropped", reason, lease: null });
      return true;
    },
    /** True while no agent has been handed the message. */
    untouched: (message: string) => (statements.untouched.get(message)?.n ?? 0) === 0,
    /** To be called before the conversations are adopted: they say which past messages can be meant. */
    adopt(fromReceiver: string, to: string): void {
      statements.adopt.run({ from: fromReceiver, to });
      statements.adoptPast.run({ from: fromReceiver, to });
      known.clear();
    },
  };
}
