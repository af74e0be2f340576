/** The domain put together: the Bridge that both sides attach to, and the desk that the page and the API use. */
import type { Bridge } from "../calls/bridge";
import type { HookDesk } from "../calls/hooks";
import type { Clock } from "../clock";
import type { FileLimits } from "../config";
import { toMessage } from "../errors";
import type { Log } from "../log";
import type { Store } from "../store/store";
import { createAnswers } from "./answers";
import { createAudience } from "./audience";
import type { Context } from "./context";
import { createDelivery } from "./delivery";
import { createDesk, type Desk } from "./desk";
import { createEvents } from "./events";
import { createFiles, NO_SHELF, type Shelf } from "./files";
import { createGate } from "./gate";
import { createGates } from "./gates";
import { createGuard } from "./guard";
import { createHearing } from "./hearing";
import { createHeldDesk } from "./held";
import { createHooks } from "./hooks";
import { createIndexer } from "./indexer";
import { createInquiries } from "./inquiries";
import { createMail } from "./mail";
import { createNotes } from "./notes";
import { createOutreach } from "./outreach";
import { createParcels } from "./parcels";
import { createQuestions } from "./questions";
import { createQuota, type QuotaLimits } from "./quota";
import { createRegistry } from "./registry";
import { createForward, createRelease } from "./release";
import { createSweep, type RetentionSettings } from "./retention";
import { createSearchMessages } from "./search";
import { createUser } from "./user";
import { createViews } from "./views";
import { createWaiters } from "./waiters";

/** Sessions that Claude is told of. */
const LISTED_SESSIONS = 50;

/** A session that is away for longer than this is not just reconnecting. */
const VANISHED_AFTER_MS = 3_000;

/** A reconnected process has made its calls again by then. */
const REACH_AFTER_MS = 1_000;

/** A resumed Codex session is looked for once more after this. */
const REACH_AGAIN_MS = 4_000;

/** How long a question stays open when nobody answers it. */
export const QUESTION_EXPIRY_MS = 24 * 3_600_000;

/** The history is tidied once the start is over, and then four times a day. */
const FIRST_SWEEP_MS = 60_000;
const SWEEP_EVERY_MS = 6 * 3_600_000;

/** Attachments that nobody took go soon after their hour. */
const TIDY_FILES_EVERY_MS = 1_800_000;

/** How long a Claude session may take to prove that it hears. */
const DEAF_AFTER_MS = 20_000;

// setTimeout cannot wait longer than 2^31 ms; looking in once an hour costs nothing.
const MAX_SLEEP_MS = 3_600_000;

/** A look that failed, as on a full disk, is made again after this. */
const RETRY_MS = 60_000;

/** What a process that has gone held is given back soon: messages wait for that. */
const PERSIST_MS = 5_000;

const NO_FILES: FileLimits = { bytes: 0, messageBytes: 0, folderBytes: 0, keepMs: Number.POSITIVE_INFINITY };

const UNLIMITED: QuotaLimits = {
  messageBytes: Number.POSITIVE_INFINITY,
  openQuestions: Number.POSITIVE_INFINITY,
  queuedMessages: Number.POSITIVE_INFINITY,
};

export interface HostBridge extends Bridge {
  desk: Desk;
  hooks: HookDesk;
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
  /** A Claude session that was pushed something, is idle and proves nothing for this long counts as deaf. */
  deafMs?: number;
  limits?: QuotaLimits;
  /** Where attachments lie, and how much of them. Without it, no message has any. */
  files?: { shelf: Shelf; limits: FileLimits };
}): Promise<HostBridge> {
  const { store, clock, log } = deps;
  const events = createEvents();
  const waiters = createWaiters(clock);
  const registry = createRegistry({ store, clock, events });
  const guard = createGuard(deps.loopLimit ?? 0);
  const gates = createGates({ store, clock, events });
  const files = createFiles({ store, clock, log, ...(deps.files ?? { shelf: NO_SHELF, limits: NO_FILES }) });
  const views = createViews({ store, registry, waiters, files });
  const hearing = createHearing({ registry, clock, log, deafMs: deps.deafMs ?? DEAF_AFTER_MS });
  const quota = createQuota(store, deps.limits ?? UNLIMITED);
  const context: Context = { store, clock, log, events, registry, waiters, views, guard, gates, hearing, quota, files };
  const mail = createMail(context);
  const delivery = createDelivery(context, persist);
  const outreach = createOutreach(context);
  const forward = createForward(context, delivery, outreach);
  const release = createRelease(context, forward);
  const hooks = createHooks(context, { mail, delivery, release });
  const parcels = createParcels(context, outreach);
  const questions = createQuestions(context, {
    delivery,
    parcels,
    release,
    expiryMs: QUESTION_EXPIRY_MS,
    comingMs: VANISHED_AFTER_MS,
  });
  const audience = createAudience(context);
  const answers = createAnswers(context, outreach, audience);
  const notes = createNotes(context, outreach);
  const user = createUser(context, { delivery, outreach, release });
  const inquiries = createInquiries(context, {
    delivery,
    outreach,
    expiryMs: QUESTION_EXPIRY_MS,
    receiverOf: notes.codexReceiver,
  });
  const indexer = createIndexer(context);
  const desk = createDesk(context, {
    search: createSearchMessages(context, indexer),
    release,
    user,
    audience,
    gate: createGate(context, forward),
    held: createHeldDesk(context, forward, user),
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

  /** Does what must not be left undone: where it fails, as on a full disk, it is done again. */
  async function persist(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error(toMessage(error));
      later(PERSIST_MS, () => persist(work));
    }
  }

  async function expire(): Promise<void> {
    const next = await questions.expire().catch((error: unknown) => {
      log.error(toMessage(error));
      return clock.now() + RETRY_MS;
    });
    const left = next === null ? MAX_SLEEP_MS : next - clock.now();
    later(Math.min(Math.max(left, 1_000), MAX_SLEEP_MS), expire);
  }
  await expire();

  if (deps.retention) {
    const sweep = createSweep(context, deps.retention);
    const tidy = async (): Promise<void> => {
      await sweep().finally(() => later(SWEEP_EVERY_MS, tidy));
    };
    later(FIRST_SWEEP_MS, tidy);
  }

  if (deps.files) {
    const tidyFiles = async (): Promise<void> => {
      await files.tidy().finally(() => later(TIDY_FILES_EVERY_MS, tidyFiles));
    };
    later(FIRST_SWEEP_MS, tidyFiles);
  }

  return {
    async attachClaude(input, push) {
      const link = await registry.addClaude(input, push);
      await delivery.resume(link, input.pushed);
      await questions.reroute(VANISHED_AFTER_MS);
      later(VANISHED_AFTER_MS, () => questions.reroute(VANISHED_AFTER_MS));
      /** Every result says how much waits: Claude learns it even where nothing else reaches it. */
      const withCount = async <T>(work: Promise<T>) => {
        const result = await work;
        const waiting = mail.count(link);
        return waiting > 0 ? { ...result, waiting } : result;
      };
      const sessions = async () => ({
        notices: await views.takeNotices(link.session),
        self: link.session,
        sessions: registry.recent(LISTED_SESSIONS).map(views.withOpen),
      });
      return {
        reply: (reply) => withCount(answers.reply(link, reply)),
        send: (send) => withCount(notes.send(link, send)),
        inquire: (inquire, signal) => withCount(inquiries.inquire(link, inquire, signal)),
        edit: (edit) => withCount(notes.edit(link, edit)),
        sessions: () => withCount(sessions()),
        collect: (collect, signal) => mail.collect(link, collect, signal),
        giveBack: ({ messages }) => delivery.takeBack(link, messages),
        async detach() {
          await persist(async () => {
            await registry.remove(link);
            await delivery.stop(link);
            // Another process of the same session goes on with what this one had not written.
            const left = registry.claude(link.session);
            if (!left) {
              hooks.left(link.session);
              hearing.left(link.session);
            }
            if (left) await delivery.pump(left);
          });
          later(VANISHED_AFTER_MS, () => questions.reroute(VANISHED_AFTER_MS));
        },
      };
    },

    async attachCodex(input, reach) {
      const link = await registry.addCodex(input, reach ?? null);
      // What came while the session was away. The calls that a reconnected process makes again go first.
      later(REACH_AFTER_MS, async () => {
        // What is being tried just now is not tried again right after it.
        for (const thread of link.threads) if (!outreach.isPushing(thread)) outreach.reach(thread);
      });
      if (link.threads.size === 0) {
        outreach.reachSilent(link);
        // A window that has just been opened may take a moment to show what was not looked at.
        later(REACH_AGAIN_MS, () => outreach.reachSilent(link));
      }
      return {
        async ask(ask, signal) {
          const result = await questions.ask(link, ask, signal);
          if (!link.gone) outreach.reach(ask.thread);
          return result;
        },
        check: (check, signal) => parcels.check(link, check, signal),
        answer: (answer) => inquiries.answer(link, answer),
        settle: (settle) => parcels.settle(link, settle),
        detach: () =>
          persist(async () => {
            await registry.remove(link);
            await parcels.stop(link);
          }),
      };
    },

    desk,
    hooks: { ...hooks, leave: (listening) => persist(() => hooks.leave(listening)) },
    held: () => waiters.size(),

    close() {
      closed = true;
      hearing.close();
      indexer.close();
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
