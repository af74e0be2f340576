/** Messages, events and actions for tests of what the page knows. */
import type { PageEvent } from "../../src/shared/api";
import type { MessageView, SessionView } from "../../src/shared/views";
import { type Action, type PageState, reduce } from "../../web/state/state";

export const AT = 1_000_000;

export function message(seq: number, over: Partial<MessageView> = {}): MessageView {
  return {
    rev: 0,
    seq,
    id: `m_${seq}`,
    kind: "note",
    sender: { kind: "codex", session: "x" },
    conversation: "c_1",
    replyTo: null,
    text: `text ${seq}`,
    textLength: 6 + String(seq).length,
    createdAt: AT + seq,
    editedAt: null,
    editedBy: null,
    attachments: [],
    deliveries: [],
    question: null,
    ...over,
  };
}

export function range(from: number, to: number): MessageView[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
}

export function session(id: string): SessionView {
  const project = { root: "/p", name: "p", branch: null };
  const times = { startedAt: AT, lastActiveAt: AT };
  return { rev: 0, id, kind: "claude", project, cwd: "/p", client: null, connected: true, ...times };
}

export function snapshot(messages: MessageView[], more = false, open: MessageView[] = []): PageEvent {
  return { type: "snapshot", now: AT + 5000, gate: "open", sessions: [], conversations: [], messages, more, open };
}

export function play(state: PageState, ...actions: Action[]): PageState {
  return actions.reduce(reduce, state);
}

export function frame(...events: PageEvent[]): Action {
  return { type: "events", events, at: AT };
}

export function live(...messages: MessageView[]): Action {
  return frame(...messages.map((m): PageEvent => ({ type: "message", message: m })));
}

/** The page before the first listed message, as it was asked for in `state`. */
export function earlier(state: PageState, messages: MessageView[], more: boolean): Action {
  const from = state.messages[0]?.seq ?? 0;
  return { type: "history", page: { messages, more, for: "earlier", from, view: state.view } };
}

/** The page after the last listed message. */
export function later(state: PageState, messages: MessageView[], more: boolean): Action {
  const page = { messages, more: true, later: more, for: "later" as const, from: state.messages.at(-1)?.seq ?? 0 };
  return { type: "history", page: { ...page, view: state.view } };
}

/** A page that replaces what is listed: the newest messages, or those around one. */
export function place(state: PageState, kind: "newest" | "around", messages: MessageView[], newer = false): Action {
  const page = { messages, more: true, later: newer, for: kind, from: 0, view: state.view };
  return { type: "history", page };
}

export const read = (seq: number): Action => ({ type: "reading", seq });
export const follow = (following: boolean): Action => ({ type: "follow", following });

export const seqs = (state: PageState) => state.messages.map((m) => m.seq);
