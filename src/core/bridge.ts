/**
 * The domain put together: the Bridge that both sides attach to, and the console that the page and
 * the API use.
 */
import type { Bridge } from "../shared/calls/bridge";
import type { HookApi } from "../shared/calls/calls";
import type { Clock } from "../shared/clock";
import type { FileLimits } from "../shared/config";
import { USER } from "../shared/constants";
import type { Log } from "../shared/log";
import type { Store } from "../store/store";
import { createAsk } from "./ask";
import { createFiles, type FileStore, NO_FILE_STORE } from "./attachments";
import { createBranches, type ReadBranch } from "./branches";
import { createChannelHealth } from "./channel-health";
import { createAttachClaude } from "./claude-api";
import { createAttachCodex } from "./codex-api";
import { type Console, createConsole } from "./console";
import { createConversations } from "./conversations";
import { createDeliveries } from "./deliveries";
import { createEvents } from "./events";
import { createExpire } from "./expiry";
import { createGate } from "./gate";
import { createGates } from "./gate-state";
import { createHeldConsole } from "./held";
import { createHooks } from "./hooks";
import { createIndexer } from "./indexer";
import { createLooks } from "./look";
import { createGuard } from "./loop-guard";
import { createClaudeWords } from "./notes";
import { createPost } from "./post";
import { createPresence } from "./presence";
import { createPusher } from "./push";
import { createQuestionStatuses } from "./question-status";
import { createQuota, type QuotaLimits } from "./quota";
import { createReceivers } from "./receivers";
import { createReclaim } from "./reclaim";
import { createForward, createRelease } from "./release";
import { createReminders } from "./reminders";
import { createReplies } from "./reply";
import { createFindReplyTarget } from "./reply-target";
import { createReroute } from "./reroute";
import { createSweep, type RetentionSettings } from "./retention";
import { EngineError, type RunEngine } from "./runs/engine";
import { createRunsDomain, type RunsDomain } from "./runs/runs";
import { createSchedule, VANISHED_AFTER_MS } from "./schedule";
import { createSearchMessages } from "./search";
import { createSettling } from "./settle";
import { createSteadyTime } from "./steady-time";
import { createTransact } from "./transaction";
import { createUser } from "./user";
import { createViewers } from "./viewers";
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

const MAX_RUNS = 6;

const NO_FILES: FileLimits = { bytes: 0, messageBytes: 0, folderBytes: 0, keepMs: Number.POSITIVE_INFINITY };

const UNLIMITED: QuotaLimits = {
  messageBytes: Number.POSITIVE_INFINITY,
  openQuestions: Number.POSITIVE_INFINITY,
  queuedMessages: Number.POSITIVE_INFINITY,
};

export interface HostBridge extends Bridge {
  console: Console;
  hooks: HookApi;
  runs: RunsDomain;
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
  /**
   * Messages between two sessions without a human word before the loop guard holds them; 0 is off.
   */
  loopLimit?: number;
  /**
   * A Claude session that was pushed something, is idle and proves nothing for this long counts as
   * deaf.
   */
  deafMs?: number;
  limits?: QuotaLimits;
  /**
   * The branch that is checked out in a directory now; undefined where this process cannot see it.
   */
  branchOf?: ReadBranch;
  /** Where attachments lie, and how much of them. Without it, no message has any. */
  files?: { fileStore: FileStore; limits: FileLimits };
  /** What runs are made on, loaded with the first. Without it, every run fails. */
  openEngine?(): Promise<RunEngine>;
  /** Runs at once. */
  maxRuns?: number;
}): Promise<HostBridge> {
  const { store, clock, log } = deps;
  const schedule = createSchedule({ clock, log });
  const events = createEvents(await countStart(store));
  const waiters = createWaiters(clock);
  const transact = createTransact({ store, events, waiters, push: (session) => pusher.push(session) });
  const steadyTime = createSteadyTime(clock, store.retention.newestAt());
  const branches = createBranches(clock, deps.branchOf ?? (() => undefined));
  const presence = createPresence({ store, clock, events, branches });
  const guard = createGuard(deps.loopLimit ?? 0);
  const gates = createGates({ store, clock });
  const files = createFiles({
    store,
    clock,
    steadyTime,
    log,
    ...(deps.files ?? { fileStore: NO_FILE_STORE, limits: NO_FILES }),
  });
  const views = createViews({ store, events, presence, waiters, files });
  const health = createChannelHealth({
    presence,
    events,
    clock,
    log,
    deafMs: deps.deafMs ?? DEAF_AFTER_MS,
    onSilence: (connection, transport, isDeaf) =>
      transact((after) => {
        if (isDeaf) reclaim.unproved(after, connection, [transport]);
        else reclaim.unanswered(after, connection, transport);
        after.push(connection.session);
      }),
    onReturn: (session) => pusher.push(session),
  });
  const quota = createQuota(store, deps.limits ?? UNLIMITED);
  const conversations = createConversations({ store, clock });
  const deliveries = createDeliveries({ store, clock, gates, views });
  const viewers = createViewers({ store, log, transact, deliveries });
  const whyWaiting = (receiver: string) =>
    receiver === USER ? (viewers.watchers() > 0 ? null : "no page is open") : presence.whyWaiting(receiver);
  const post = createPost({ store, clock, quota, gates, guard, files, whyWaiting });
  const pusher = createPusher({ store, clock, log, transact, presence, waiters, deliveries, health });
  const forward = createForward({ store, clock });
  const release = createRelease({ store, transact, guard, gates, forward });
  const reclaim = createReclaim({ store, clock, gates, health });
  const receivers = createReceivers({ store, clock, presence, comingMs: VANISHED_AFTER_MS });
  const statuses = createQuestionStatuses({ store, views, gates });
  const ask = createAsk({
    store,
    clock,
    events,
    presence,
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
    presence,
    waiters,
    pusher,
    health,
    viewers,
    views,
    findTarget,
  });
  const reminders = createReminders({ store, clock, presence, gates, views });
  const hooks = createHooks({
    store,
    clock,
    log,
    events,
    transact,
    presence,
    health,
    deliveries,
    reclaim,
    reminders,
    release,
  });
  const reroute = createReroute({ store, clock, transact, presence, gates, receivers });
  const indexer = createIndexer({ store, clock, events, log });
  const words = createClaudeWords({
    store,
    clock,
    transact,
    post,
    quota,
    presence,
    receivers,
    conversations,
    waiters,
    pusher,
    views,
  });
  const console = createConsole({
    store,
    clock,
    events,
    transact,
    presence,
    waiters,
    gates,
    views,
    files,
    release,
    viewers,
    user: createUser({ store, clock, transact, post, presence, gates, conversations, views, release }),
    gate: createGate({ store, clock, transact, forward, presence, health, guard, gates, views }),
    held: createHeldConsole({ store, clock, transact, post, forward, presence, quota, views }),
    search: createSearchMessages({ store, views, indexer }),
    settling: createSettling({ store, clock, transact, presence, views }),
  });

  const runs = createRunsDomain({
    ...{ store, clock, log, events, transact, waiters, schedule, gates },
    maxRuns: deps.maxRuns ?? MAX_RUNS,
    openEngine: deps.openEngine ?? (() => Promise.reject(new EngineError("codex_unavailable", "There is no engine."))),
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

  void schedule.persist(runs.takeOver);

  const shared = { store, transact, schedule, presence, deliveries, pusher, receivers, statuses, ask, looks, replies };
  return {
    attachClaude: createAttachClaude({ ...shared, reclaim, health, hooks, reroute, words, views, files, runs }),
    attachCodex: createAttachCodex({ ...shared, release, views }),
    console,
    runs,
    hooks: { ...hooks, leave: (listening) => schedule.persist(() => hooks.leave(listening)) },
    held: () => waiters.size(),

    close() {
      void runs.close();
      health.close();
      indexer.close();
      pusher.close();
      schedule.close();
    },
  };
}
