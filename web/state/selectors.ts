/**
 * What can be read off the state: who waits, what a session is called, which line stands for a
 * message.
 */

import { cutText, shorten, withoutControls } from "../../src/shared/text";
import type { DeliveryView, MessageView, SessionView } from "../../src/shared/views";
import type { SenderKind } from "../../src/shared/vocabulary";
import type { PageState } from "./state";

export const NAMES: Readonly<Record<SenderKind, string>> = { claude: "Claude", codex: "Codex", user: "You" };

const SETTLED: readonly DeliveryView["state"][] = ["seen", "dropped"];
const SUMMARY_CHARS = 140;
const GROUP_SPAN = 24;

export type MessageGroup = { key: number; start: number; messages: MessageView[] };

export function connectedSessions({ sessions }: Pick<PageState, "sessions">): SessionView[] {
  return [...sessions.values()]
    .filter((session) => session.connected)
    .sort((a, b) => a.kind.localeCompare(b.kind) || a.startedAt - b.startedAt || a.id.localeCompare(b.id));
}

/**
 * A short label a session: its project's name, and the id's end where two of a kind would be called
 * the same.
 */
export function labelSessions(sessions: ReadonlyMap<string, SessionView>): ReadonlyMap<string, string> {
  const sharers = new Map<string, number>();
  const place = (session: SessionView) => `${session.kind} ${session.project.name}`;
  for (const session of sessions.values()) sharers.set(place(session), (sharers.get(place(session)) ?? 0) + 1);
  const labels = new Map<string, string>();
  for (const session of sessions.values()) {
    const shared = (sharers.get(place(session)) ?? 0) > 1;
    labels.set(session.id, shared ? `${session.project.name} #${session.id.slice(-4)}` : session.project.name);
  }
  return labels;
}

/** Runs of neighbouring messages; the ends of a run do not depend on what else is loaded. */
export function groupMessages(messages: readonly MessageView[]): MessageGroup[] {
  const groups: MessageGroup[] = [];
  for (const [index, message] of messages.entries()) {
    const key = Math.floor(message.seq / GROUP_SPAN);
    const last = groups.at(-1);
    if (last?.key === key) last.messages.push(message);
    else groups.push({ key, start: index, messages: [message] });
  }
  return groups;
}

/** All open questions, listed or not; those whose asker holds the line first, then by age. */
export function openQuestions({ known }: Pick<PageState, "known">): MessageView[] {
  const rank = (message: MessageView) => (message.question?.waiting ? 0 : 1);
  return [...known.values()]
    .filter((message) => message.question?.outcome === "open")
    .sort((a, b) => rank(a) - rank(b) || a.seq - b.seq);
}

/**
 * Messages that the gate or the loop guard holds, oldest first: of one conversation, or of all
 * (null).
 */
export function heldMessages({ known }: Pick<PageState, "known">, view: string | null): MessageView[] {
  return [...known.values()]
    .filter((message) => isHeld(message) && (view === null || message.conversation === view))
    .sort((a, b) => a.seq - b.seq);
}

export function isHeld({ deliveries }: Pick<MessageView, "deliveries">): boolean {
  return deliveries.some(({ state }) => state === "held");
}

/**
 * Whether the bridge may still change the message: its question is open, or a receiver has not
 * proved receipt.
 */
export function isUnsettled(message: MessageView): boolean {
  return (
    message.question?.outcome === "open" || message.deliveries.some((delivery) => !SETTLED.includes(delivery.state))
  );
}

/** The kind of the one that a message goes to. */
export function receiverKind(message: MessageView, sessions: ReadonlyMap<string, SessionView>): SenderKind {
  for (const { receiver } of message.deliveries) {
    if (receiver === "user") return "user";
    const session = sessions.get(receiver);
    if (session !== undefined) return session.kind;
  }
  return message.sender.kind === "claude" ? "codex" : "claude";
}

/** The first line that says something, without markdown's marks, for quotes and announcements. */
export function summarise(text: string): string {
  for (const line of withoutControls(cutText(text, 4000)).split("\n")) {
    const plain = line
      .replace(/^[\s>#*+-]+|^\s*\d+[.)]\s+/, "")
      .replace(/(`+|\*{1,3}|~~)(?=\S)(.+?)\1/g, "$2")
      // Between words only: names are written with it.
      .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, "$2")
      .trim();
    if (plain === "" || /^[`~=-]{3,}/.test(plain)) continue;
    return shorten(plain, SUMMARY_CHARS);
  }
  return "…";
}
