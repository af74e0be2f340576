/** What a session is doing, as far as the bridge knows: one word each, and since when. */
import type { MessageView, SessionView } from "../../src/shared/views";

export type PresenceKind = "away" | "deaf" | "waiting" | "working" | "asked" | "idle";

export type Presence = { kind: PresenceKind; word: string; since: number | null };

const WORDS: Readonly<Record<PresenceKind, string>> = {
  away: "away",
  deaf: "does not hear",
  waiting: "waiting",
  working: "working",
  asked: "asked",
  idle: "idle",
};

/** `open` are the open questions, those whose asker holds the line first. */
export function presenceOf(session: SessionView, open: readonly MessageView[]): Presence {
  const asks = open.find(({ question }) => question?.asker === session.id && question.waiting);
  const asked = open.find(({ question }) => question?.target === session.id);
  const toPresence = (kind: PresenceKind, since: number | null = null) => ({ kind, word: WORDS[kind], since });
  if (!session.connected) return toPresence("away");
  if (session.channel === "deaf") return toPresence("deaf");
  if (asks !== undefined) return toPresence("waiting", asks.createdAt);
  if (session.busy) return toPresence("working");
  if (asked !== undefined) return toPresence("asked", asked.createdAt);
  return toPresence("idle");
}
