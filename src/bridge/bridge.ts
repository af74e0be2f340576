/** The domain put together: the Bridge that both sides attach to, and the desk that the page and the API use. */
import type { Bridge } from "../calls";
import type { Clock } from "../clock";
import { toMessage } from "../errors";
import type { Log } from "../log";
import {
  type ConversationView,
  type MessageView,
  type PageEvent,
  type Say,
  type SessionView,
  type Status,
  USER,
} from "../protocol";
import type { Store } from "../store/store";
import { createAnswers } from "./answers";
import type { Context } from "./context";
import { createDelivery } from "./delivery";
import { createEvents } from "./events";
import { createGuard } from "./guard";
import { createInquiries } from "./inquiries";
import { createNotes } from "./notes";
import { createOutreach } from "./outreach";
import { createParcels } from "./parcels";
import { createQuestions } from "./questions";
import { createRegistry } from "./registry";
import { createSweep, type RetentionSettings } from "./retention";
import { createViews } from "./views";
import { createWaiters } from "./waiters";

const RECENT_SESSIONS = 50;
const RECENT_CONVERSATIONS = 200;
const SNAPSHOT_MESSAGES = 100;
const STATUS_QUESTIONS = 100;
const SNAPSHOT_QUESTIONS = 100;

/** A session that is away for longer than this is not just reconnecting. */
const VANISHED_AFTER_MS = 3_000;

/** How long a question stays open when nobody answers it. */
export const QUESTION_EXPIRY_MS = 24 * 3_600_000;

/** The history is tidied once the start is over, and then four times a day. */
const FIRST_SWEEP_MS = 60_000;
const SWEEP_EVERY_MS = 6 * 3_600_000;

// setTimeout cannot wait longer than 2^31 ms; looking in once an hour costs nothing.
const MAX_SLEEP_MS = 3_600_000;

/** What the page and the HTTP API use. */
export interface Desk {
  say(input: Say): Promise<MessageView>;
  snapshot(): Extract<PageEvent, { type: "snapshot" }>;
  history(before: number, limit: number, conversation: string | null): { messages: MessageView[]; more: boolean };
  /** A message with its whole text. */
  message(id: string): MessageView | null;
  sessions(): SessionView[];
  status(): Pick<Status, "now" | "processes" | "heldCalls" | "sessions" | "openQuestions">;
  /** Calls `notify` with every change, as the page gets it. */
  subscribe(notify: (event: PageEvent) => void): () => void;
  /** Lets go all that the loop guard holds; how many messages that were. */
  resume(): Promise<number>;
  /** Says that a page is open until the returned function is called. */
  watch(): () => void;
}

export interface HostBridge extends Bridge {
  desk: Desk;
  /** Callers held open now. */
  held(): number;
  close(): void;
}

/** Makes the bridge of a host. The store must be this process's alone. */
export async function createBridge(deps: {
  store: Store;
  clock: Clock;
  log: Log;
  retention?: RetentionSettings;
  /** Messages between two sessions without a human word before the loop guard holds them; 0 is off. */
  loopLimit?: number;
}): Promise<HostBridge> {
  const { store, clock, log } = deps;
  const events = createEvents();
  const waiters = createWaiters(clock);
  const registry = createRegistry({ store, clock, events });
  const guard = createGuard(deps.loopLimit ?? 0);
  const views = createViews({ store, registry, waiters });
  const context: Context = { store, clock, log, events, registry, waiters, views, guard };
  const delivery = createDelivery(context);
  const outreach = createOutreach(context);
  const parcels = createParcels(context);
  const questions = createQuestions(context, delivery, parcels, { expiryMs: QUESTION_EXPIRY_MS });
  const pages = new Set<symbol>();
  const answers = createAnswers(context, outreach, { watchers: () => pages.size });
  const notes = createNotes(context, delivery, outreach);
  const inquiries = createInquiries(context, {
    delivery,
    outreach,
    expiryMs: QUESTION_EXPIRY_MS,
    receiverOf: notes.codexReceiver,
  });
  const timers = new Set<() => void>();
  let closed = false;

  // No lease outlives its host: whoever still holds something acks it by its id.
  await store.commit(() => store.deliveries.releaseAll());

  function later(ms: number, work: () => Promise<unknown>): void {
    // Sessions are still put away after the end, when their connections break; nothing is planned for them any more.
    if (closed) return;
    const cancel = clock.schedule(ms, () => {
      timers.delete(cancel);
      work().catch((error: unknown) => log.error(toMessage(error)));
    });
    timers.add(cancel);
  }

  async function expire(): Promise<void> {
    const next = await questions.expire();
    const left = next === null ? MAX_SLEEP_MS : next - clock.now();
    later(Math.min(Math.max(left, 1_000), MAX_SLEEP_MS), expire);
  }
  await expire();

  if (deps.retention) {
    const sweep = createSweep(context, deps.retention);
    const tidy = async (): Promise<void> => {
      await sweep();
      later(SWEEP_EVERY_MS, tidy);
    };
    later(FIRST_SWEEP_MS, tidy);
  }

  function toPageEvents(event: Parameters<Parameters<typeof events.subscribe>[0]>[0]): PageEvent[] {
    const { id } = event;
    switch (event.type) {
      case "message": {
        const message = views.message(id);
        return message ? [{ type: "message", message }] : [];
      }
      case "state":
        return [{ type: "state", ...views.state(id) }];
      case "session": {
        const session = registry.view(id);
        return session ? [{ type: "session", session }] : [];
      }
      case "conversation": {
        const conversation: ConversationView | null = store.conversations.find(id);
        return conversation ? [{ type: "conversation", conversation }] : [];
      }
    }
  }

  function withOpen(session: SessionView) {
    const { id, kind } = session;
    const open = kind === "claude" ? store.questions.openTo(id, null) : store.questions.openBy(id);
    return { ...session, openQuestions: open.length };
  }

  return {
    async attachClaude(input, push) {
      const link = await registry.addClaude(input, push);
      await delivery.resume(link, input.pushed);
      await questions.reroute(VANISHED_AFTER_MS);
      later(VANISHED_AFTER_MS, () => questions.reroute(VANISHED_AFTER_MS));
      return {
        reply: (reply) => answers.reply(link, reply),
        send: (send) => notes.send(link, send),
        inquire: (inquire, signal) => inquiries.inquire(link, inquire, signal),
        edit: (edit) => notes.edit(link, edit),
        sessions: async () => ({
          notices: await views.takeNotices(link.session),
          self: link.session,
          sessions: registry.recent(RECENT_SESSIONS).map(withOpen),
        }),
        async detach() {
          await registry.remove(link);
          await delivery.stop(link);
          // Another process of the same session goes on with what this one had not written.
          const left = registry.claude(link.session);
          if (left) await delivery.pump(left);
          later(VANISHED_AFTER_MS, () => questions.reroute(VANISHED_AFTER_MS));
        },
      };
    },

    async attachCodex(input, reach) {
      const link = await registry.addCodex(input, reach ?? null);
      // What came while the session was away.
      for (const thread of link.threads) outreach.reach(thread);
      return {
        async ask(ask, signal) {
          const result = await questions.ask(link, ask, signal);
          if (!link.gone) outreach.reach(ask.thread);
          return result;
        },
        check: (check, signal) => parcels.check(link, check, signal),
        answer: (answer) => inquiries.answer(link, answer),
        settle: (settle) => parcels.settle(link, settle),
        async detach() {
          await registry.remove(link);
          await parcels.stop(link);
        },
      };
    },

    desk: {
      async resume() {
        guard.resetAll();
        const freed = await store.commit(() => {
          const rows = store.deliveries.unhold();
          for (const { message } of rows) {
            const heldMs = clock.now() - (store.messages.head(message)?.createdAt ?? clock.now());
            store.questions.extend(message, heldMs);
          }
          return rows;
        });
        for (const { message } of freed) events.emit({ type: "state", id: message });
        for (const receiver of new Set(freed.map((row) => row.receiver))) {
          const link = registry.claude(receiver);
          if (link) await delivery.pump(link);
          else {
            waiters.wake(receiver, null);
            outreach.reach(receiver);
          }
        }
        return freed.length;
      },
      say: (input) => notes.say(input),
      snapshot() {
        const recent = views.history(Number.MAX_SAFE_INTEGER, SNAPSHOT_MESSAGES, null);
        const oldest = recent.more ? (recent.messages[0]?.seq ?? 0) : 0;
        const open = store.questions
          .open(SNAPSHOT_QUESTIONS)
          .filter(({ id }) => (store.messages.head(id)?.seq ?? oldest) < oldest)
          .flatMap(({ id }) => views.message(id) ?? []);
        return {
          type: "snapshot",
          now: clock.now(),
          sessions: registry.recent(RECENT_SESSIONS),
          conversations: store.conversations.recent(RECENT_CONVERSATIONS),
          ...recent,
          open,
        };
      },
      history: (before, limit, conversation) => views.history(before, limit, conversation),
      message: (id) => views.message(id, Number.MAX_SAFE_INTEGER),
      sessions: () => registry.recent(RECENT_SESSIONS),
      status: () => ({
        now: clock.now(),
        processes: registry.processes(),
        heldCalls: waiters.size(),
        sessions: registry
          .recent(RECENT_SESSIONS)
          .map((session) => ({ ...withOpen(session), waitingMessages: store.deliveries.countWaiting(session.id) })),
        openQuestions: store.questions.open(STATUS_QUESTIONS).flatMap(({ id }) => views.openQuestion(id)),
      }),
      subscribe: (notify) =>
        events.subscribe((event) => {
          for (const change of toPageEvents(event)) notify(change);
        }),
      watch() {
        const page = Symbol("page");
        pages.add(page);
        // What Claude said to nobody has a reader now.
        store
          .commit(() =>
            store.deliveries
              .waiting(USER, SNAPSHOT_MESSAGES)
              .filter(({ message }) => store.deliveries.pushed(message, USER, clock.now(), null)),
          )
          .then((read) => {
            for (const { message } of read) events.emit({ type: "state", id: message });
          })
          .catch((error: unknown) => log.error(toMessage(error)));
        return () => pages.delete(page);
      },
    },

    held: () => waiters.size(),

    close() {
      closed = true;
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
