/**
 * How every message enters the bridge: checked, admitted by the gate and the loop guard, stored,
 * and told.
 */
import type { NewAttachment } from "../shared/calls/envelope";
import type { Clock } from "../shared/clock";
import { USER } from "../shared/constants";
import type { MessageHead, NewMessage } from "../store/messages";
import type { Store } from "../store/store";
import type { Files } from "./attachments";
import type { Gates, Hold } from "./gate-state";
import type { Guard } from "./loop-guard";
import type { Quota } from "./quota";
import type { After } from "./transaction";

/**
 * A message that is to be sent. Its id is its sender's, so that a call that is made again sends it
 * once.
 */
export interface Draft extends Omit<NewMessage, "createdAt"> {
  /** Sessions, or the page; none where a question waits for a session that is still to come. */
  receivers: readonly string[];
  files?: readonly NewAttachment[] | undefined;
  /** Files that a person has uploaded before. */
  uploads?: readonly string[] | undefined;
}

export interface Posted extends MessageHead {
  /** Who holds it and since when; null where it went on its way. */
  hold: Hold | null;
}

/**
 * Stores a message for its receivers; to be called inside a transaction. Throws `conflict` where a
 * person has ended the talk, `too_large` and `too_many` over the limits, and what is wrong with its
 * files.
 */
export type Post = (after: After, draft: Draft) => Posted;

export interface PostDeps {
  store: Pick<Store, "messages" | "deliveries">;
  clock: Clock;
  quota: Quota;
  gates: Pick<Gates, "admit">;
  guard: Pick<Guard, "holds" | "count">;
  files: Pick<Files, "check" | "add" | "checkUploads" | "addUploads">;
  /** Why a message to this receiver may have to wait; null where it is about to be handed over. */
  whyWaiting(receiver: string): string | null;
}

export function createPost({ store, clock, quota, gates, guard, files, whyWaiting }: PostDeps): Post {
  /** Agents that a message goes from and to; none where the user or the page is at one end. */
  function peersOf({ session, receivers }: Draft): [from: string, to: string][] {
    return session === null ? [] : receivers.filter((id) => id !== USER).map((id) => [session, id]);
  }

  function checkQuota({ kind, session, replyTo, receivers, text }: Draft): void {
    if (kind === "question" && session !== null) quota.question(session, receivers[0] ?? null, text);
    // An answer ends something: it is never refused for what waits already.
    else if (replyTo !== null) quota.text(text);
    else for (const receiver of receivers) quota.note(receiver, text);
  }

  function admit(draft: Draft): Hold | null {
    if (draft.sender === "user" || draft.receivers.includes(USER)) return null;
    const isGuarded = draft.replyTo === null && peersOf(draft).some(([from, to]) => guard.holds(from, to));
    return gates.admit(draft.conversation, isGuarded);
  }

  return (after, draft) => {
    const { receivers, files: attached, uploads, ...message } = draft;
    checkQuota(draft);
    const checked = files.check(attached);
    files.checkUploads(uploads);
    const hold = admit(draft);
    const head = store.messages.insert({ ...message, createdAt: clock.now() });
    files.add(head.id, checked);
    files.addUploads(head.id, uploads);
    for (const receiver of receivers) {
      store.deliveries.insert(head.id, receiver, head.seq, { hold, reason: hold ? null : whyWaiting(receiver) });
    }
    // Questions that are open side by side are no loop.
    if (draft.kind !== "question") for (const [from, to] of peersOf(draft)) guard.count(from, to);
    after.emit({ type: "message", id: head.id });
    for (const receiver of hold ? [] : receivers) {
      after.wake(receiver, head.replyTo);
      after.push(receiver);
    }
    return { ...head, hold };
  };
}
