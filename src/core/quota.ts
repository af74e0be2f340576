/**
 * How much one session may leave lying: what stops an agent that has gone wild before it fills the
 * store.
 */

import type { Limits } from "../shared/limits";
import { quota as refusals } from "../shared/refusals";
import type { Store } from "../store/store";

export type QuotaLimits = Pick<Limits, "messageBytes" | "openQuestions" | "queuedMessages">;

export interface Quota {
  /**
   * Throws `too_large` where a text is longer than the limit; the schema's own limit holds besides.
   */
  text(text: string): void;
  /**
   * Throws `too_many` where the asker has too many open questions or too much waits for the
   * receiver. Null: nobody yet.
   */
  question(asker: string, receiver: string | null, text: string): void;
  /**
   * Throws `too_many` where too much waits for the receiver. Answers are not counted: they end
   * something.
   */
  note(receiver: string, text: string): void;
}

/** Makes the quota. To be asked inside a commit. */
export function createQuota(store: Store, limits: QuotaLimits): Quota {
  const { messageBytes, openQuestions, queuedMessages } = limits;

  function text(value: string): void {
    // Encoded only where the length leaves it open.
    if (value.length * 3 <= messageBytes || Buffer.byteLength(value) <= messageBytes) return;
    throw refusals.text(messageBytes);
  }

  function note(receiver: string, value: string): void {
    text(value);
    if (store.deliveries.countQueued(receiver) < queuedMessages) return;
    throw refusals.queued(queuedMessages);
  }

  return {
    text,
    note,
    question(asker, receiver, value) {
      if (receiver === null) text(value);
      else note(receiver, value);
      if (store.questions.countOpenBy(asker) < openQuestions) return;
      throw refusals.open(openQuestions);
    },
  };
}
