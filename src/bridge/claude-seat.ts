/** What a Claude session's process may ask of the bridge, from its coming to its end. */
import type { ClaudeAttach } from "../calls/attach";
import type { ClaudeSeat } from "../calls/calls";
import type { Inquire, InquireResult, Push } from "../calls/claude";
import { BridgeError } from "../errors";
import type { Store } from "../store/store";
import { type Asked, type AskQuestion, DETACHED } from "./ask";
import type { Deliveries } from "./deliveries";
import type { Files } from "./files";
import type { ChannelHealth } from "./hearing";
import type { Hooks } from "./hooks";
import type { ClaudeLink } from "./links";
import type { Looks } from "./look";
import type { Pusher } from "./push";
import type { QuestionStatuses } from "./question-status";
import type { Receivers } from "./receivers";
import { sessionOf } from "./receivers";
import type { Reclaim } from "./reclaim";
import type { Registry } from "./registry";
import type { Replies } from "./reply";
import type { Reroute } from "./reroute";
import type { ClaudeWords } from "./say";
import { type Schedule, VANISHED_AFTER_MS } from "./schedule";
import type { Transact } from "./transaction";
import type { Views } from "./views";

/** Sessions that Claude is told of. */
const LISTED_SESSIONS = 40;

/** Waiting messages that are looked at for those that the session has to take itself. */
const COUNTED = 50;

export interface ClaudeSeatDeps {
  store: Store;
  transact: Transact;
  schedule: Schedule;
  registry: Registry;
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
}

export type AttachClaude = (input: ClaudeAttach, push: Push) => Promise<ClaudeSeat>;

export function createAttachClaude(deps: ClaudeSeatDeps): AttachClaude {
  const { store, transact, schedule, registry, deliveries, reclaim, pusher, health, hooks, reroute } = deps;
  const { receivers, statuses, ask, looks, replies, words, views, files } = deps;

  /** A client has come: what an earlier one may not have read is pushed to it, and every question that is still open. */
  async function resume(link: ClaudeLink, alreadyPushed: readonly string[]): Promise<void> {
    const has = new Set(alreadyPushed);
    const { session } = link;
    await transact((after) => {
      if (!registry.isShared(link)) reclaim.ofClient(after, session, has);
      const ids = has.size === 0 ? [] : store.deliveries.stored(session).filter((id) => has.has(id));
      deliveries.ack(after, session, ids, { as: "pushed", road: link.transports[0] ?? "channel" });
      after.push(session);
    });
    // What an earlier host was given no proof of is still to be proved.
    if (has.size > 0) health.pushed(session);
    await pusher.settled(session);
  }

  async function leave(link: ClaudeLink): Promise<void> {
    const { session } = link;
    await registry.remove(link);
    await transact((after) => {
      for (const lease of link.leases) {
        deliveries.release(after, lease, { reason: "Claude's session went away", wasPromised: false });
      }
      // Another process of the same session goes on with what this one had not written.
      after.push(session);
    });
    if (registry.claude(session)) return;
    hooks.left(session);
    health.left(session);
  }

  /**
   * How many messages a look would bring. Where the session hears, or is still expected to, only those that it has to take
   * itself: what else waits there is on its way.
   */
  function countWaiting(link: ClaudeLink): number {
    const { session } = link;
    if (!health.isClosed(link) && (health.isHeard(link) || registry.channel(session) === "requested")) {
      return store.deliveries.waiting(session, COUNTED).filter(({ message }) => isRefused(message, session)).length;
    }
    return store.deliveries.countWaiting(session) + reclaim.countUnproved(link);
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

  function toResult({ status, question, target, state, road, reason, heldBy, items, counter }: Asked) {
    if (!target || status === "unsent") throw new BridgeError("not_found", `No question ${question}.`, "id");
    // What a person holds or has dropped is not shown.
    const answerId = status === "answered" ? (store.questions.find(question)?.answer ?? null) : null;
    const { text, more } = textOf(counter ?? answerId);
    const isHere = items.some(({ id, redelivered }) => id === answerId && !redelivered);
    return {
      status,
      question,
      session: target,
      state: state ?? "stored",
      road,
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

  async function inquire(link: ClaudeLink, input: Inquire, signal: AbortSignal): Promise<InquireResult> {
    registry.touch(link.session);
    const { to, ...question } = input;
    const asker = {
      session: link.session,
      kind: "claude" as const,
      mayWait: false,
      async route() {
        const routed = receivers.codexOf(link, to);
        return { kind: "session" as const, session: sessionOf(routed, to), explicit: to !== undefined };
      },
      take: () => looks.takeAnswerForClaude(link, input.id),
    };
    const result = toResult(await ask(asker, question, signal));
    // What was left for this call, and did not go with it, is pushed.
    if (signal.reason !== DETACHED) pusher.push(link.session);
    const notices = signal.aborted ? [] : await views.takeNotices(link.session);
    return { ...result, ...statuses.split(notices, input.id, result.status) };
  }

  function seat(link: ClaudeLink): ClaudeSeat {
    /** Every result says how much waits: Claude learns it even where nothing else reaches it. */
    async function withCount<T>(work: Promise<T>) {
      const result = await work;
      const waiting = countWaiting(link);
      return waiting > 0 ? { ...result, waiting } : result;
    }
    return {
      reply: (reply) => withCount(replies.fromClaude(link, reply)),
      send: (send) => withCount(words.send(link, send)),
      inquire: (input, signal) => withCount(inquire(link, input, signal)),
      edit: (edit) => withCount(words.edit(link, edit)),
      sessions: () =>
        withCount(
          (async () => {
            const notices = await views.takeNotices(link.session);
            const { sessions, more } = registry.relevant(link, LISTED_SESSIONS);
            return { notices, self: link.session, sessions: sessions.map(views.withOpen), more };
          })(),
        ),
      async collect({ waitMs }, signal) {
        registry.touch(link.session);
        const items = await looks.claude(link, waitMs, signal);
        return { items, notices: signal.aborted ? [] : await views.takeNotices(link.session) };
      },
      giveBack: ({ messages }) =>
        transact((after) => {
          for (const id of messages) if (store.deliveries.takeBack(id, link.session)) after.changed(id);
          after.push(link.session);
        }),
      async detach() {
        await schedule.persist(() => leave(link));
        schedule.later(VANISHED_AFTER_MS, () => reroute.orphans(VANISHED_AFTER_MS));
      },
    };
  }

  return async (input, push) => {
    const link = await registry.addClaude(input, push);
    if (link.process !== link.session) await reroute.backTo(link.session);
    await resume(link, input.pushed);
    await reroute.orphans(VANISHED_AFTER_MS);
    schedule.later(VANISHED_AFTER_MS, () => reroute.orphans(VANISHED_AFTER_MS));
    return seat(link);
  };
}
