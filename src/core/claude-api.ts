/** What a Claude session's process may ask of the bridge, from its coming to its end. */
import type { ClaudeAttach } from "../shared/calls/attach";
import type { ClaudeApi } from "../shared/calls/calls";
import type { AskCodex, AskCodexResult, Push } from "../shared/calls/claude";
import { notFound } from "../shared/refusals";

import type { Store } from "../store/store";
import { type Asked, type AskQuestion, DETACHED } from "./ask";
import type { Files } from "./attachments";
import type { ChannelHealth } from "./channel-health";
import type { ClaudeConnection } from "./connections";
import type { Deliveries } from "./deliveries";
import type { Hooks } from "./hooks";
import type { Looks } from "./look";
import type { ClaudeWords } from "./notes";
import type { Presence } from "./presence";
import type { Pusher } from "./push";
import type { QuestionStatuses } from "./question-status";
import type { Receivers } from "./receivers";
import { sessionOf } from "./receivers";
import type { Reclaim } from "./reclaim";
import type { Replies } from "./reply";
import type { Reroute } from "./reroute";
import type { RunsDomain } from "./runs/runs";
import { type Schedule, VANISHED_AFTER_MS } from "./schedule";
import type { Transact } from "./transaction";
import type { Views } from "./views";

/** Sessions that Claude is told of. */
const LISTED_SESSIONS = 40;

/** Waiting messages that are looked at for those that the session has to take itself. */
const COUNTED = 50;

export interface ClaudeApiDeps {
  store: Store;
  transact: Transact;
  schedule: Schedule;
  presence: Presence;
  deliveries: Deliveries;
  reclaim: Reclaim;
  pusher: Pusher;
  health: ChannelHealth;
  hooks: Hooks;
  reroute: Reroute;
  receivers: Receivers;
  statuses: QuestionStatuses;
  ask: AskQuestion;
  looks: Looks;
  replies: Replies;
  words: ClaudeWords;
  views: Views;
  files: Pick<Files, "of">;
  runs: RunsDomain;
}

export type AttachClaude = (input: ClaudeAttach, push: Push) => Promise<ClaudeApi>;

export function createAttachClaude(deps: ClaudeApiDeps): AttachClaude {
  const { store, transact, schedule, presence, deliveries, reclaim, pusher, health, hooks, reroute } = deps;
  const { receivers, statuses, ask, looks, replies, words, views, files, runs } = deps;

  /**
   * A client has come: what an earlier one may not have read is pushed to it, and every question
   * that is still open.
   */
  async function resume(connection: ClaudeConnection, alreadyPushed: readonly string[]): Promise<void> {
    const has = new Set(alreadyPushed);
    const { session } = connection;
    await transact((after) => {
      if (!presence.isShared(connection)) reclaim.ofClient(after, session, has);
      const ids = has.size === 0 ? [] : store.deliveries.stored(session).filter((id) => has.has(id));
      deliveries.ack(after, session, ids, { as: "pushed", transport: connection.transports[0] ?? "channel" });
      after.push(session);
    });
    // What an earlier host was given no proof of is still to be proved.
    if (has.size > 0) health.pushed(session);
    await pusher.settled(session);
  }

  async function leave(connection: ClaudeConnection): Promise<void> {
    const { session } = connection;
    await presence.remove(connection);
    await transact((after) => {
      for (const lease of connection.leases) {
        deliveries.release(after, lease, { reason: "Claude's session went away", wasPromised: false });
      }
      // Another process of the same session goes on with what this one had not written.
      after.push(session);
    });
    if (presence.claude(session)) return;
    hooks.left(session);
    health.left(session);
  }

  /**
   * How many messages a look would bring. Where the session hears, or is still expected to, only
   * those that it has to take itself: what else waits there is on its way.
   */
  function countWaiting(connection: ClaudeConnection): number {
    const { session } = connection;
    if (!health.isClosed(connection) && (health.isHeard(connection) || presence.channel(session) === "requested")) {
      return store.deliveries.waiting(session, COUNTED).filter(({ message }) => isRefused(message, session)).length;
    }
    return store.deliveries.countWaiting(session) + reclaim.countUnproved(connection);
  }

  /** A push has been tried, and the session was not given the message. */
  const isRefused = (message: string, session: string) => store.deliveries.find(message, session)?.reason != null;

  /** An answer, or what Codex asks instead, as the result shows it. */
  function textOf(shown: string | null) {
    const current = shown === null ? null : store.messages.current(shown);
    const attachments = shown === null ? [] : files.of(shown);
    return {
      text: current?.text ?? "",
      more: {
        ...(attachments.length > 0 ? { attachments } : {}),
        ...(current?.editedBy === "user" ? { editedBy: current.editedBy } : {}),
      },
    };
  }

  function toResult({ status, question, target, state, transport, reason, heldBy, items, counter }: Asked) {
    if (!target || status === "unsent") throw notFound.question(question);
    // What a person holds or has dropped is not shown.
    const answerId = status === "answered" ? (store.questions.find(question)?.answer ?? null) : null;
    const { text, more } = textOf(counter ?? answerId);
    const isHere = items.some(({ id, redelivered }) => id === answerId && !redelivered);
    return {
      status,
      question,
      session: target,
      state: state ?? "stored",
      transport,
      reason,
      heldBy,
      answerId,
      answer: answerId === null ? null : text,
      // It may have come another way before: the call was made again, after its bridge had gone.
      ...(answerId !== null && !isHere ? { redelivered: true as const } : {}),
      asked: counter === null ? null : { id: counter, text },
      ...more,
    };
  }

  async function askCodex(connection: ClaudeConnection, input: AskCodex, signal: AbortSignal): Promise<AskCodexResult> {
    presence.touch(connection.session);
    const { to, ...question } = input;
    const asker = {
      session: connection.session,
      kind: "claude" as const,
      mayWait: false,
      async route() {
        const routed = receivers.codexOf(connection, to);
        return { kind: "session" as const, session: sessionOf(routed, to), explicit: to !== undefined };
      },
      take: () => looks.takeAnswerForClaude(connection, input.id),
    };
    const result = toResult(await ask(asker, question, signal));
    // What was left for this call, and did not go with it, is pushed.
    if (signal.reason !== DETACHED) pusher.push(connection.session);
    const notices = signal.aborted ? [] : await views.takeNotices(connection.session);
    return { ...result, ...statuses.split(notices, input.id, result.status) };
  }

  function api(connection: ClaudeConnection): ClaudeApi {
    /** Every result says how much waits: Claude learns it even where nothing else reaches it. */
    async function withCount<T>(work: Promise<T>) {
      const result = await work;
      const waiting = countWaiting(connection);
      return waiting > 0 ? { ...result, waiting } : result;
    }
    return {
      reply: (reply) => withCount(replies.fromClaude(connection, reply)),
      send: (send) => withCount(words.send(connection, send)),
      askCodex: (input, signal) => withCount(askCodex(connection, input, signal)),
      edit: (edit) => withCount(words.edit(connection, edit)),
      sessions: () =>
        withCount(
          (async () => {
            const notices = await views.takeNotices(connection.session);
            const { sessions, more } = presence.relevant(connection, LISTED_SESSIONS);
            return { notices, self: connection.session, sessions: sessions.map(views.withOpen), more };
          })(),
        ),
      async collect({ waitMs }, signal) {
        presence.touch(connection.session);
        const items = await looks.claude(connection, waitMs, signal);
        return { items, notices: signal.aborted ? [] : await views.takeNotices(connection.session) };
      },
      giveBack: ({ messages }) =>
        transact((after) => {
          for (const id of messages) if (store.deliveries.takeBack(id, connection.session)) after.changed(id);
          after.push(connection.session);
        }),
      startRun(input) {
        presence.touch(connection.session);
        const row = store.sessions.find(connection.session);
        const { cwd = "/", projectRoot = "/" } = row ?? {};
        return runs.start(input, { session: connection.session, cwd, project: projectRoot });
      },
      waitRun: (input, signal) => runs.wait(input, signal),
      cancelRun: ({ run }) => runs.cancel(run),
      listRuns: async (which) => runs.list(which),
      checkRuns: () => runs.check(),
      async detach() {
        await schedule.persist(() => leave(connection));
        schedule.later(VANISHED_AFTER_MS, () => reroute.orphans(VANISHED_AFTER_MS));
      },
    };
  }

  return async (input, push) => {
    const connection = await presence.addClaude(input, push);
    if (connection.process !== connection.session) await reroute.backTo(connection.session);
    await resume(connection, input.pushed);
    await reroute.orphans(VANISHED_AFTER_MS);
    schedule.later(VANISHED_AFTER_MS, () => reroute.orphans(VANISHED_AFTER_MS));
    return api(connection);
  };
}
