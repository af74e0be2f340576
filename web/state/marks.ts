/**
 * What happened between messages and is worth a line: who came and went, what ended unanswered,
 * what a person decided.
 */
import type { ConversationView, MessageView, SessionView } from "../../src/shared/views";
import { NAMES } from "./selectors";
import type { PageState } from "./state";

export type Mark = { key: string; at: number; text: string; alarming: boolean };

type Labels = ReadonlyMap<string, string>;

const ENDINGS: Readonly<Record<string, string>> = {
  expired: "expired: nobody answered in time",
  cancelled: "was withdrawn",
};

const GATES: Readonly<Record<ConversationView["gate"], string>> = {
  open: "The conversation goes on",
  paused: "Paused by you: messages are held",
  ended: "You ended the talk",
};

/**
 * What the listed messages and the known sessions tell by themselves, within the time that the list
 * covers.
 */
export function marksOf(state: Pick<PageState, "messages" | "sessions" | "later">, labels: Labels): Mark[] {
  const { messages, sessions, later } = state;
  const first = messages[0]?.createdAt ?? 0;
  const last = messages.at(-1)?.createdAt ?? 0;
  const spoken = new Set(messages.map(({ sender }) => sender.session));
  const joined = [...sessions.values()]
    .filter(({ id }) => spoken.has(id))
    .map((session) => mark(`joined ${session.id}`, session.startedAt, `${nameOf(session, labels)} joined`));
  const ended = messages.flatMap((message) => endingOf(message));
  return [...joined, ...ended].filter(({ at }) => at > first && (!later || at < last)).sort((a, b) => a.at - b.at);
}

/** What changed between two states of a page that is open. */
export function marksBetween(
  before: Pick<PageState, "sessions" | "conversations" | "gate">,
  after: Pick<PageState, "sessions" | "conversations" | "gate" | "view">,
  labels: Labels,
  at: number,
): Mark[] {
  const marks: Mark[] = [];
  if (before.gate !== after.gate) {
    const paused = after.gate === "paused";
    const text = paused ? "Everything is paused by you: messages are held" : "Everything goes on";
    marks.push(mark(`all ${after.gate} ${at}`, at, text, paused));
  }
  for (const [id, session] of after.sessions) {
    const was = before.sessions.get(id);
    if (was === undefined || was.connected === session.connected) continue;
    const text = `${nameOf(session, labels)} ${session.connected ? "is back" : "left"}`;
    marks.push(mark(`${id} ${session.connected} ${at}`, at, text));
  }
  for (const [id, { gate, title }] of after.conversations) {
    const was = before.conversations.get(id);
    if (was === undefined || was.gate === gate || (after.view !== null && after.view !== id)) continue;
    const where = after.view === null && title !== null ? ` · ${title}` : "";
    marks.push(mark(`${id} ${gate} ${at}`, at, GATES[gate] + where, gate !== "open"));
  }
  return marks;
}

function endingOf({ id, question, sender }: MessageView): Mark[] {
  const ending = question === null ? undefined : ENDINGS[question.outcome];
  if (question === null || question.closedAt === null || ending === undefined) return [];
  const text = `A question of ${NAMES[sender.kind]}’s ${ending}`;
  return [mark(`ended ${id}`, question.closedAt, text, question.outcome === "expired")];
}

function mark(key: string, at: number, text: string, alarming = false): Mark {
  return { key, at, text, alarming };
}

function nameOf(session: SessionView, labels: Labels): string {
  const label = labels.get(session.id);
  return label === undefined ? NAMES[session.kind] : `${NAMES[session.kind]} · ${label}`;
}
