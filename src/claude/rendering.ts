/**
 * How results read to Claude: what really happened, in words; a message's text is a block of its
 * own.
 */
import { renderAttachments } from "../attachments/listing";
import type { AskCodexResult, CollectResult, ReplyResult, SendResult } from "../shared/calls/claude";
import { toHearing } from "../shared/reasons";
import { toName } from "../shared/text";
import type { Notice, SessionView } from "../shared/views";
import type { Transport } from "../shared/vocabulary";
import { neutralise, toChannelText } from "./framing";

/**
 * What a result carries beside itself: news that woke nobody, and how much waits that the channel
 * may not have brought.
 */
export function renderNews({ notices, waiting = 0 }: { notices: Notice[]; waiting?: number | undefined }): string[] {
  if (waiting === 0) return renderNotices(notices);
  const messages = waiting === 1 ? "1 message waits" : `${waiting} messages wait`;
  return [...renderNotices(notices), `${messages} for you in Codex Bridge: call check_codex_messages.`];
}

/** The result of check_codex_messages: each message is a block in the channel's own form. */
export function renderCollected({ items }: CollectResult): string[] {
  if (items.length === 0) return ["No messages wait for you."];
  return [
    "Answer a question with reply and reply_to = its message_id; prose does not reach anybody.",
    ...items.map(toChannelText),
  ];
}

function renderNotices(notices: Notice[]): string[] {
  if (notices.length === 0) return [];
  return [`Also, from Codex Bridge:\n${notices.map(describeNotice).join("\n")}`];
}

/** The end of a line that tells of what a person did: what they said about it. */
function toNote(note: string | null | undefined): string {
  return note ? ` The user says: ${neutralise(note)}` : "";
}

/** What the end of a talk means for its sides. */
function describeEnd(conversation: string | null): string {
  const which = conversation === null ? "this talk" : `the talk with Codex (${conversation})`;
  return `The user ended ${which}. What was not delivered is dropped, and messages there are refused until the user writes there or resumes it.`;
}

function describeNotice({ kind, message, start, note }: Notice): string {
  if (kind === "dropped")
    return `- The user dropped your message ${message} ("${start}"): Codex does not get it.${toNote(note)}`;
  if (kind === "withheld")
    return `- Codex answered your question ${message} ("${start}"), and the user dropped the answer. It will not come.`;
  if (kind === "ended") return `- ${describeEnd(message)}`;
  if (kind === "unreceived") {
    return `- Codex gave up its call before it had your answer ${message} ("${start}"). It is kept; Codex gets it with its next look at its messages.`;
  }
  if (kind === "moved") return `- Question ${message} ("${start}") went to another Claude session.`;
  return `- Question ${message} ("${start}") ${kind === "expired" ? "expired without an answer" : "was cancelled"}. A reply to it would be kept as a follow-up.`;
}

/** The result of reply. */
export function renderReply(result: ReplyResult): string {
  const { message, session, question } = result;
  if (result.to === "page") {
    const where = result.received
      ? "It is shown on the user's page"
      : "No page is open right now; it is kept and shown on the user's page";
    const guess =
      result.as === "note"
        ? " No question was open for you: if this was meant for Codex, use send_to_codex, or reply with reply_to."
        : "";
    return `Sent to the user (${message}). ${where}, not to Codex.${guess}`;
  }
  const who = `Codex (session ${session?.id ?? "unknown"}${session ? `, project ${toName(session.project.name)}` : ""})`;
  const about = result.inferred ? ` It answers ${question?.id}, the only question open for you.` : "";
  if (result.heldBy === "user")
    return `Held by the user (${message}): stored, and ${who} gets it when they let it go. Do not send it again.${about}`;
  if (result.as === "follow_up") {
    const why =
      question?.outcome === "answered" ? "this question was answered before" : `this question was ${question?.outcome}`;
    return `Sent as a follow-up note (${message}): ${why}. ${who} gets it with its next look at its messages.`;
  }
  if (result.received) return `Answered (${message}): ${who} was waiting and has been given your answer.${about}`;
  if (result.transport)
    return `Answered (${message}): ${who} was no longer waiting; your answer ${TRANSPORTS[result.transport]}.${about}`;
  const away = session?.connected ? "is no longer waiting in the call" : "is not connected right now";
  return `Answered (${message}): ${who} ${away}. Your answer is kept and handed over when it next looks at its messages.${about}`;
}

/** What a transport means for whoever sent the message. */
const TRANSPORTS: Record<Transport, string> = {
  inbox: "was put into the session",
  channel: "was put into the session",
  hook: "was put into the session by a hook",
  tool: "was given to it as the result of its look at its messages",
  result: "was given to it as the result of a call that it had open",
  turn: "started a turn in its live session",
  steer: "was added to the turn that it is working on",
  queue: "is in the queue of its live session, which takes it within some ten seconds",
};

/** The answer is a block of its own, unchanged; everything else is said beside it. */
export function renderInquiry(result: AskCodexResult): string[] {
  const { status, question, session, state, transport, reason, heldBy, answer, asked, attachments, editedBy, note } =
    result;
  const again = result.redelivered ? ` (${result.answerId}, redelivered: ignore it if you have had it before)` : "";
  const edited = editedBy ? " (the user edited the text before you got it)" : "";
  const who = `Codex (session ${session.id}, project ${toName(session.project.name)})`;
  if (status === "answered" && answer !== null)
    return [
      `${who} answers ${question}${edited}${again}:`,
      neutralise(answer),
      ...renderAttachments("the answer", attachments),
    ];
  if (status === "asked" && asked) {
    return [
      `${who} asks you something itself and waits for that. Answer it with reply and reply_to ${asked.id}; your own question ${question} stays open, and its answer comes as a message. Codex asks${edited}:`,
      neutralise(asked.text),
      ...renderAttachments(asked.id, attachments),
    ];
  }
  if (status === "held") {
    if (heldBy !== "user") return [describeGuard(question, who)];
    const what = state === "held" ? `${who} gets your question` : `${who} has answered, and you get it`;
    return [
      `Held by the user: ${what} when they let it go (${question}). The answer comes as a message of its own; do not ask again.`,
    ];
  }
  if (status === "dropped")
    return [
      `The user dropped your question ${question}: no answer will come. Do not ask it again as it is.${toNote(note)}`,
    ];
  if (status === "withheld") return [`${who} answered ${question}, and the user dropped the answer: it will not come.`];
  if (status === "ended") return [`No answer will come for ${question}. ${describeEnd(null)}`];
  if (status !== "open") return [`Question ${question} to ${who} is ${status}: no answer will come for it.`];
  const how = transport ? `the message ${TRANSPORTS[transport]}` : `it is ${state}${reason ? ` (${reason})` : ""}`;
  return [
    `No answer yet. Your question ${question} to ${who} stays open; ${how}. The answer comes as a message of its own; do not ask again.`,
  ];
}

function describeGuard(message: string, who: string): string {
  return `Held (${message}): you and ${who} have exchanged many messages without a word from a person, so the loop guard waits for one. Tell your user; they can let it go on with \`codex-bridge resume\` or on the bridge's page. Do not send it again.`;
}

/** The result of send_to_codex as a note. */
export function renderSend({ message, state, transport, reason, heldBy, session }: SendResult): string {
  const who = `Codex (session ${session.id}, project ${toName(session.project.name)})`;
  if (state === "held" && heldBy === "user")
    return `Held by the user (${message}): stored, and ${who} gets it when they let it go. Do not send it again.`;
  if (state === "held") return describeGuard(message, who);
  if (transport) return `Sent (${message}): the message to ${who} ${TRANSPORTS[transport]}.`;
  const now = session.connected
    ? "It gets the message with its next look at its messages"
    : "It is not connected; it gets the message when it is resumed and looks at its messages";
  return `Stored for ${who} as ${message}, state ${state}${reason ? ` (${reason})` : ""}. ${now}; nobody has read it yet.`;
}

/** A line of list_sessions. */
export function renderSession(session: SessionView, isSelf: boolean, open: number): string {
  const { id, kind, project, connected } = session;
  const branch = project.branch ? ` on ${toName(project.branch)}` : "";
  const role = kind === "claude" ? "open questions to it" : "open questions from it";
  const activity = connected && typeof session.busy === "boolean" ? (session.busy ? ", at work" : ", idle") : "";
  const own = session.clientSession ? `, its own session id ${toName(session.clientSession)}` : "";
  const hearing = connected ? toHearing(session) : null;
  const heard = hearing === null ? "" : `, ${toName(hearing)}`;
  const client = session.client === null ? "" : `, ${toName(session.client)}`;
  return `- ${kind} ${id}${isSelf ? " (you)" : ""}: project ${toName(project.name)}${branch}, ${connected ? "connected" : "not connected"}, ${open} ${role}${activity}${client}${heard}${own}`;
}
