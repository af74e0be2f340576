/**
 * Deliveries: one row for each (message, receiver). A row changes only from the states that DELIVERY_TRANSITIONS allows, and
 * whoever changes it is told whether it did: of two who want the same, one loses.
 */
import { USER } from "../constants";
import type { DeliveryState, Road } from "../protocol";
import { DELIVERY_TRANSITIONS } from "../transitions";
import { createDeliveryStatements, type DeliveryRow } from "./delivery-statements";
import type { Queues } from "./queues";
import { createRecent } from "./recent";
import type { Row, Sql } from "./recorder";

export interface NewDelivery {
  reason?: string;
  /** Claimed at once, by whoever is about to push it. */
  lease?: string;
  /** Not to be handed to anybody until a person lets it go: since when. */
  heldAt?: number | null;
}

export type Deliveries = ReturnType<typeof createDeliveries>;

export function createDeliveries(db: Sql, queues: Queues) {
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

  function enlease(id: string, message: string): void {
    const messages = leased.get(id);
    if (messages) messages.add(message);
    else leased.set(id, new Set([message]));
  }

  function unlease(id: string, message: string): void {
    const messages = leased.get(id);
    if (messages?.delete(message) && messages.size === 0) leased.delete(id);
  }

  function change(row: DeliveryRow, next: DeliveryRow): true {
    const rows = rowsOf(row.message);
    if (row.lease !== next.lease) {
      const isShared = rows.some((other) => other !== row && other.lease === row.lease);
      if (row.lease !== null && !isShared) unlease(row.lease, row.message);
      if (next.lease !== null) enlease(next.lease, row.message);
    }
    statements.rows.update(row.message, valuesOf(next));
    queues.remove(row);
    queues.add(next);
    known.set(
      row.message,
      rows.map((own) => (own === row ? next : own)),
    );
    return true;
  }

  /** The row, where it may go on to a state. */
  function before(next: DeliveryState, message: string, receiver: string): DeliveryRow | null {
    const row = find(message, receiver);
    return row && DELIVERY_TRANSITIONS[row.state].includes(next) ? row : null;
  }

  /** The row that a lease holds. */
  function heldBy(id: string, message: string, receiver: string): DeliveryRow | null {
    const row = find(message, receiver);
    return row?.state === "stored" && row.lease === id ? row : null;
  }

  function forget(): void {
    known.clear();
    queues.forget();
  }

  return {
    /** Forgets what was remembered of rows: other statements than these have changed some. */
    forget,
    /** The same after a roll-back, with which leases have come back or gone. */
    reload(): void {
      forget();
      leased.clear();
      for (const { lease: id, message } of statements.leases.all()) enlease(id, message);
    },
    /** A message that has just been inserted: it has no deliveries. */
    expect: (message: string) => known.set(message, []),
    /** Stores a delivery where there is none, at once leased where its receiver is about to get it. */
    insert(message: string, receiver: string, seq: number, options: NewDelivery = {}): void {
      const { reason = null, lease = null, heldAt = null } = options;
      const rows = rowsOf(message);
      if (rows.some((row) => row.receiver === receiver)) return;
      const state = heldAt === null ? "stored" : "held";
      const attempts = lease === null ? 0 : 1;
      const times = { pushedAt: null, seenAt: null, heldAt };
      const row: DeliveryRow = { message, receiver, seq, state, reason, road: null, lease, attempts, ...times };
      if (lease !== null) enlease(lease, message);
      statements.rows.insert(message, valuesOf(row));
      queues.add(row);
      known.set(message, [...rows, row]);
    },
    /** Forgets that a receiver had it before: it is to have it again. */
    clear(message: string, receiver: string): void {
      if (statements.clear.run(message, receiver).changes > 0) known.delete(message);
    },
    ofMessage: rowsOf,
    find,
    /** Stored deliveries of a receiver that nobody has leased, oldest first. */
    waiting: queues.first,
    /** Of those, what answers a question. */
    answers: queues.answers,
    /** Whether there is any. */
    isAwaited: (receiver: string) => queues.free(receiver) > 0,
    countWaiting: queues.free,
    /** What waits for a receiver, and what is held for it. */
    countQueued: (receiver: string) => queues.free(receiver) + queues.held(receiver),
    /** All stored deliveries of a receiver, leased or not. */
    stored: (receiver: string) => statements.inState.all(receiver, "stored").map(({ message }) => message),
    /** Codex sessions of a directory for which something waits. */
    awaitedIn: (cwd: string) => statements.awaited.all(cwd).map(({ receiver }) => receiver),
    /** Claims a stored delivery; gives how often it was claimed, or null where somebody else has it. */
    lease(message: string, receiver: string, id: string): number | null {
      const row = find(message, receiver);
      if (row?.state !== "stored" || row.lease !== null) return null;
      const attempts = row.attempts + 1;
      change(row, { ...row, lease: id, attempts });
      return attempts;
    },
    /** Gives up all that a lease holds; the messages that are free again. */
    release(id: string, reason: string | null): string[] {
      return [...(leased.get(id) ?? [])].filter((message) => {
        const own = rowsOf(message).filter((row) => row.lease === id && row.state === "stored");
        for (const row of own) change(row, { ...row, lease: null, reason: reason ?? row.reason });
        return own.length > 0;
      });
    },
    releaseOne(message: string, receiver: string, id: string, reason: string | null = null): boolean {
      const row = heldBy(id, message, receiver);
      return row !== null && change(row, { ...row, lease: null, reason: reason ?? row.reason });
    },
    /** A new host knows of no lease: whoever held one is gone or acks by message. */
    releaseAll(): void {
      statements.releaseAll.run();
      leased.clear();
      forget();
    },
    pushed(message: string, receiver: string, now: number, road: Road | null = null): boolean {
      const row = before("pushed", message, receiver);
      return row !== null && change(row, { ...row, state: "pushed", reason: null, lease: null, pushedAt: now, road });
    },
    /** With no `road`, the one that it was pushed on stays. */
    seen(message: string, receiver: string, now: number, road: Road | null = null): boolean {
      const row = before("seen", message, receiver);
      if (!row) return false;
      return change(row, { ...row, state: "seen", reason: null, lease: null, seenAt: now, road: road ?? row.road });
    },
    /** A push that certainly did not arrive: free again, and the attempt does not count. */
    giveBack(message: string, receiver: string, id: string, reason: string | null): boolean {
      const row = heldBy(id, message, receiver);
      return row !== null && change(row, { ...row, lease: null, attempts: row.attempts - 1, reason });
    },
    /** What went with a call that certainly was not answered: free again, and that attempt does not count. */
    takeBack(message: string, receiver: string): boolean {
      const row = find(message, receiver);
      if (row?.state !== "pushed" || (row.road !== "tool" && row.road !== "result")) return false;
      return change(row, { ...row, state: "stored", attempts: Math.max(row.attempts - 1, 0) });
    },
    /** What was written to a client that is gone, and never proved to be read, waits again; but for what the next one has. */
    unread(receiver: string, has: ReadonlySet<string> = new Set()): string[] {
      const messages = statements.inState.all(receiver, "pushed").map(({ message }) => message);
      return messages.filter((message) => {
        const row = has.has(message) ? null : find(message, receiver);
        return row !== null && change(row, { ...row, state: "stored", lease: null });
      });
    },
    /**
     * Takes back what a receiver has had, or is just being handed, without any use: it is stored again. With `counts` false
     * it certainly did not arrive, and is not marked when it comes again.
     */
    restore(message: string, receiver: string, { counts }: { counts: boolean }): boolean {
      const row = find(message, receiver);
      if (!row || row.state === "held" || row.state === "dropped") return false;
      if (row.state === "stored" && row.lease === null) return false;
      const attempts = counts ? row.attempts : Math.max(0, row.attempts - 1);
      return change(row, { ...row, state: "stored", lease: null, attempts });
    },
    /** What was pushed on one of these roads and never proved to be read, oldest first. */
    unproved: (receiver: string, roads: Road[], limit: number) =>
      statements.unproved.all(receiver, JSON.stringify(roads), limit),
    /** Handed over once more, on another road. */
    pushedAgain(message: string, receiver: string, now: number, road: Road): boolean {
      const row = find(message, receiver);
      return row?.state === "pushed" && change(row, { ...row, pushedAt: now, road, attempts: row.attempts + 1 });
    },
    drop(message: string, receiver: string, reason: string): boolean {
      const row = before("dropped", message, receiver);
      return row !== null && change(row, { ...row, state: "dropped", reason, lease: null });
    },
    /** True while no agent has been handed the message. */
    untouched: (message: string) =>
      rowsOf(message).every(
        ({ receiver, state, lease, attempts }) =>
          receiver === USER || ((state === "stored" || state === "held") && lease === null && attempts === 0),
      ),
    /** To be called before the conversations are adopted: they say which past messages can be meant. */
    adopt(fromReceiver: string, to: string): void {
      statements.adopt.run({ from: fromReceiver, to });
      statements.adoptPast.run({ from: fromReceiver, to });
      forget();
    },
  };
}

function valuesOf(row: DeliveryRow): Row {
  const { message, receiver, seq, state, reason, road, lease, attempts, pushedAt, seenAt, heldAt } = row;
  const pending = state === "seen" || state === "dropped" ? 0 : 1;
  return [message, receiver, seq, state, reason, road, lease, attempts, pushedAt, seenAt, heldAt, pending];
}
