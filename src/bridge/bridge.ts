/** The domain put together: the Bridge that both sides attach to, and the desk that the page and the API use. */
import type { Bridge } from "../calls/bridge";
import type { HookDesk } from "../calls/calls";
import type { Clock } from "../clock";
import type { FileLimits } from "../config";
import { USER } from "../constants";
import type { Log } from "../log";
import type { Store } from "../store/store";
import { createAsk } from "./ask";
import { createAudience } from "./audience";
import { createBranches, type ReadBranch } from "./branches";
import { createAttachClaude } from "./claude-seat";
import { createAttachCodex } from "./codex-seat";
import { createConversations } from "./conversations";
import { createDeliveries } from "./deliveries";
import { createDesk, type Desk } from "./desk";
import { createEvents } from "./events";
import { createExpire } from "./expiry";
import { createFiles, NO_SHELF, type Shelf } from "./files";
import { createGate } from "./gate";
import { createGates } from "./gates";
import { createGuard } from "./guard";
import { createChannelHealth } from "./hearing";
import { createHeldDesk } from "./held";
import { createHooks } from "./hooks";
import { createIndexer } from "./indexer";
import { createLooks } from "./look";
import { createPost } from "./post";
import { createPusher } from "./push";
import { createQuestionStatuses } from "./question-status";
import { createQuota, type QuotaLimits } from "./quota";
import { createReceivers } from "./receivers";
import { createReclaim } from "./reclaim";
import { createRegistry } from "./registry";
import { createForward, createRelease } from "./release";
import { createReminders } from "./reminders";
import { createReplies } from "./reply";
import { createFindReplyTarget } from "./reply-target";
import { createReroute } from "./reroute";
import { createSweep, type RetentionSettings } from "./retention";
import { createClaudeWords } from "./say";
import { createSchedule, VANISHED_AFTER_MS } from "./schedule";
import { createSearchMessages } from "./search";
import { createSteadyTime } from "./steady-time";
import { createTransact } from "./transaction";
import { createUser } from "./user";
import { createViews } from "./views";
import { createWaiters } from "./waiters";

/** How long a question stays open when nobody answers it. */
export const QUESTION_EXPIRY_MS = 24 * 3_600_000;

/** The history is tidied once the start is over, and then four times a day. */
const FIRST_SWEEP_MS = 60_000;
const SWEEP_EVERY_MS = 6 * 3_600_000;

/** Attachments that nobody took go soon after their hour. */
const TIDY_FILES_EVERY_MS = 1_800_000;

/** How long a Claude session may take to prove that it hears. */
const DEAF_AFTER_MS = 20_000;

/** Questions are looked through for those whose time is over at least, and at most, this often. */
const MAX_SLEEP_MS = 3_600_000;
const MIN_SLEEP_MS = 1_000;

/** A look that failed, as on a full disk, is made again after this. */
const RETRY_MS = 60_000;

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

/** Room for the changes of one host, below those of the next. */
const CHANGES = 2 ** 32;

/** Counts this host as one more of its database; gives where its changes begin. */
async function countStart(store: Store): Promise<number> {
  const starts = Number(store.settings.get("starts") ?? 0) + 1;
  await store.commit(() => store.settings.set("starts", String(starts)));
  return starts * CHANGES;
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
  /** The branch that is checked out in a directory now; undefined where this process cannot see it. */
  branchOf?: ReadBranch;
  /** Where attachments lie, and how much of them. Without it, no message has any. */
  files?: { shelf: Shelf; limits: FileLimits };
}): Promise<HostBridge> {
  const { store, clock, log } = deps;
  const schedule = createSchedule({ clock, log });
  const events = createEvents(await countStart(store));
  const waiters = createWaiters(clock);
  const transact = createTransact({ store, events, waiters, push: (session) => pusher.push(session) });
  const steadyTime = createSteadyTime(clock, store.retention.newestAt());
  const branches = createBranches(clock, deps.branchOf ?? (() => undefined));
  const registry = createRegistry({ store, clock, events, branches });
  const guard = createGuard(deps.loopLimit ?? 0);
  const gates = createGates({ store, clock });
  const files = createFiles({
    store,
    clock,
    steadyTime,
    log,
    ...(deps.files ?? { shelf: NO_SHELF, limits: NO_FILES }),
  });
  const views = createViews({ store, events, registry, waiters, files });
  const health = createChannelHealth({
    registry,
    events,
    clock,
    log,
    deafMs: deps.deafMs ?? DEAF_AFTER_MS,
    onSilence: (link, transport, isDeaf) =>
      transact((after) => {
        if (isDeaf) reclaim.unproved(after, link, [transport]);
        else reclaim.unanswered(after, link, transport);
        after.push(link.session);
      }),
    onReturn: (session) => pusher.push(session),
  });
  const quota = createQuota(store, deps.limits ?? UNLIMITED);
  const conversations = createConversations({ store, clock });
  const deliveries = createDeliveries({ store, clock, gates, views });
  const audience = createAudience({ store, log, transact, deliveries });
  const whyWaiting = (receiver: string) =>
    receiver === USER ? (audience.watchers() > 0 ? null : "no page is open") : registry.whyWaiting(receiver);
  const post = createPost({ store, clock, quota, gates, guard, files, whyWaiting });
  const pusher = createPusher({ store, clock, log, transact, registry, waiters, deliveries, health });
  const forward = createForward({ store, clock });
  const release = createRelease({ store, transact, guard, gates, forward });
  const reclaim = createReclaim({ store, clock, gates, health });
  const receivers = createReceivers({ store, clock, registry, comingMs: VANISHED_AFTER_MS });
  const statuses = createQuestionStatuses({ store, views, gates });
  const ask = createAsk({
    store,
    clock,
    events,
    registry,
    waiters,
    transact,
    post,
    pusher,
    conversations,
    statuses,
    expiryMs: QUESTION_EXPIRY_MS,
  });
  const looks = createLooks({ store, clock, events, transact, waiters, deliveries, reclaim, pusher, views });
  const findTarget = createFindReplyTarget({ store, views, conversations });
  const replies = createReplies({
    store,
    clock,
    transact,
    post,
    registry,
    waiters,
    pusher,
    health,
    audience,
    views,
    findTarget,
  });
  const reminders = createReminders({ store, clock, registry, gates, views });
  const hooks = createHooks({
    store,
    clock,
    log,
    events,
    transact,
    registry,
    health,
    deliveries,
    reclaim,
    reminders,
    release,
  });
  const reroute = createReroute({ store, clock, transact, registry, gates, receivers });
  const indexer = createIndexer({ store, clock, events, log });
  const words = createClaudeWords({
    store,
    clock,
    transact,
    post,
    quota,
    registry,
    receivers,
    conversations,
    waiters,
    pusher,
    views,
  });
  const desk = createDesk({
    store,
    clock,
    events,
    transact,
    registry,
    waiters,
    gates,
    views,
    files,
    release,
    audience,
    user: createUser({ store, transact, post, registry, gates, conversations, views, release }),
    gate: createGate({ store, clock, transact, forward, registry, health, guard, gates, views }),
    held: createHeldDesk({ store, clock, transact, post, forward, registry, quota, views }),
    search: createSearchMessages({ store, views, indexer }),
  });

  // No lease outlives its host: whoever still holds something acks it by its id.
  await store.commit(() => store.deliveries.releaseAll());

  const expire = createExpire({ store, steadyTime, transact });
  const untilExpiry = async () => {
    const next = await expire();
    const left = next === null ? MAX_SLEEP_MS : next - steadyTime();
    return Math.min(Math.max(left, MIN_SLEEP_MS), MAX_SLEEP_MS);
  };
  schedule.repeat(await untilExpiry(), RETRY_MS, untilExpiry);

  if (deps.retention) {
    const sweep = createSweep({ store, steadyTime }, deps.retention);
    schedule.repeat(FIRST_SWEEP_MS, SWEEP_EVERY_MS, () => sweep().then(() => SWEEP_EVERY_MS));
  }
  if (deps.files) {
    schedule.repeat(FIRST_SWEEP_MS, TIDY_FILES_EVERY_MS, () => files.tidy().then(() => TIDY_FILES_EVERY_MS));
  }

  const shared = { store, transact, schedule, registry, deliveries, pusher, receivers, statuses, ask, looks, replies };
  return {
    attachClaude: createAttachClaude({ ...shared, reclaim, health, hooks, reroute, words, views, files }),
    attachCodex: createAttachCodex({ ...shared, release, views }),
    desk,
    hooks: { ...hooks, leave: (listening) => schedule.persist(() => hooks.leave(listening)) },
    held: () => waiters.size(),

    close() {
      health.close();
      indexer.close();
      pusher.close();
      schedule.close();
    },
  };
}
