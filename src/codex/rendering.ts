/**
 * How results read to Codex's model: each message's text is one block, unchanged; everything else
 * is blocks of its own.
 */
import { renderAttachments } from "../attachments/listing";
import type { AnswerResult, AskResult, CheckResult } from "../shared/calls/codex";
import type { Envelope } from "../shared/calls/envelope";
import { toMessage } from "../shared/errors";
import { toHearing, toReason } from "../shared/reasons";
import { toList, toName } from "../shared/text";
import type { Notice, OpenQuestion, SessionView } from "../shared/views";
import { LONG_TEXT_CHARS, SHOWN_CHARS } from "./contract";
import type { KeepText } from "./texts";

/** News that woke nobody, as a block of its own. */
export function renderNotices(notices: Notice[]): string[] {
  if (notices.length === 0) return [];
  return [`Also, from Codex Bridge:\n${notices.map(describeNotice).join("\n")}`];
}

/** The end of a line that tells of what a person did: what they said about it. */
function toNote(note: string | null | undefined): string {
  return note ? ` The user says: ${note}` : "";
}

function describeNotice({ kind, message, start, note }: Notice): string {
  if (kind === "dropped") return `- The user dropped your message ${message} ("${start}").${toNote(note)}`;
  if (kind === "ended") return `- ${describeEnd(message)}`;
  const question = `your question ${message} ("${start}")`;
  if (kind === "moved")
    return `- ${question}: the Claude session that it was for has ended; another one of the project has it now.`;
  if (kind === "withheld")
    return `- ${question}: Claude answered it, and the user dropped the answer. It will not come.`;
  return `- ${question} ${kind === "expired" ? "expired without an answer" : "was cancelled"}; ask again if you still need it.`;
}

/** The result of send_to_claude. */
export function renderAsk(result: AskResult, note: string | null, keep: KeepText): string[] {
  const { question, batch } = result;
  const [first, ...rest] = batch.items;
  const lead = note === null ? [] : [note];
  if (first && first.replyTo === question)
    return [...lead, ...renderMessage(first, keep, true), ...renderOthers(rest, keep)];
  return [...lead, describeWait(result), ...renderOthers(batch.items, keep)];
}

/** The result of reply_to_claude. */
export function renderAnswer({ message, isFirst, received, held, connected }: AnswerResult): string {
  if (held)
    return `Held by the user (${message}): stored, and Claude gets it when they let it go. Do not send it again.`;
  if (!isFirst) return `Sent as a follow-up note (${message}): this question had ended before.`;
  if (received) return `Answered (${message}): Claude was waiting and has been given your answer.`;
  return connected
    ? `Answered (${message}): Claude's session has been sent your answer.`
    : `Answered (${message}): Claude's session is not connected right now; your answer is kept for it.`;
}

/** The result of check_claude_messages. */
export function renderCheck(
  { batch, questions }: CheckResult,
  asked: string | null,
  note: string | null,
  keep: KeepText,
): string[] {
  const lead = note === null ? [] : [note];
  const open = questions.filter(({ outcome }) => outcome === "open");
  const waiting =
    open.length > 0 ? [`Still open, waiting for Claude's answer:\n${open.map(describeOpen).join("\n")}`] : [];
  if (batch.items.length > 0) return [...lead, ...renderOthers(batch.items, keep), ...waiting];
  if (asked !== null) return [...lead, describeAsked(questions[0], asked)];
  return [...lead, "No messages wait for you.", ...waiting];
}

function renderOthers(items: Envelope[], keep: KeepText): string[] {
  return items.flatMap((item) => renderMessage(item, keep, false));
}

/**
 * A message: a line about it where it needs one, its files (the text may be shown cut), then its
 * text alone.
 */
function renderMessage(item: Envelope, keep: KeepText, isAwaited: boolean): string[] {
  const blocks: string[] = [];
  if (!isAwaited || item.redelivered || item.editedBy) blocks.push(describeHead(item));
  blocks.push(...renderAttachments(isAwaited ? "the answer" : item.id, item.attachments));
  if (item.text.length > LONG_TEXT_CHARS) {
    blocks.push(
      `The next block (${item.id}) has ${item.text.length} characters; you may be shown only about ${SHOWN_CHARS}. ${describeFile(item, keep)}`,
    );
  }
  return [...blocks, item.text];
}

function describeFile(item: Envelope, keep: KeepText): string {
  try {
    return `The whole text is in the file ${keep(item)}`;
  } catch (error) {
    // A full disk, or a directory that is not ours to write: the text comes all the same.
    if (!(error instanceof Error && "code" in error)) throw error;
    return `A file with the whole text could not be written (${toMessage(error)}).`;
  }
}

function describeHead({ id, sender, kind, replyTo, createdAt, redelivered, editedBy }: Envelope): string {
  const who = sender === "user" ? "the user (through the bridge's page or command line)" : "Claude";
  const what =
    kind === "question"
      ? `Question from ${who}, who waits for your answer: call reply_to_claude with reply_to ${id}`
      : kind === "reply"
        ? `Answer from ${who} to your question ${replyTo}`
        : `${replyTo ? `Follow-up to ${replyTo}` : "Message"} from ${who}`;
  const again = redelivered ? ", redelivered: ignore it if you have had it before" : "";
  const edited = editedBy ? ", edited by the user before you got it" : "";
  return `${what} (${id}, ${new Date(createdAt).toISOString()}${edited}${again}):`;
}

function describeWait(result: AskResult): string {
  const { status, question, target, state, transport, reason, heldBy, note } = result;
  const goOn = `Call check_claude_messages with {"message_id": "${question}", "wait_seconds": 60} to go on waiting, or do other work and check later. Do not send it again.`;
  if (status === "unsent") return describeUnsent(result);
  if (status === "held" && heldBy === "user") {
    const what =
      state === "held" ? "your question is stored, and Claude gets it" : "Claude has answered, and you get it";
    return `Held by the user: ${what} when they let it go (${question}). ${goOn}`;
  }
  if (status === "dropped")
    return `The user dropped your question ${question}: no answer will come. Do not send it again as it is.${toNote(note)}`;
  if (status === "withheld") return `Claude answered ${question}, and the user dropped the answer: it will not come.`;
  if (status === "ended") return `No answer will come for ${question}. ${describeEnd(null)}`;
  if (status === "held") {
    return `Held: ${question} is stored but not shown to Claude. You and Claude have exchanged many messages without a word from a person, so the loop guard waits for one. Tell your user; they can let it go on with \`codex-bridge resume\` or on the bridge's page. Do not send it again.`;
  }
  if (status === "answered")
    return `Question ${question} is answered, and the answer went out with another call of yours.`;
  if (status !== "open")
    return `Question ${question} is ${status}: no answer will come for it. Ask again if you still need it.`;
  const where = target
    ? `Claude's session ${target.id} (project ${toName(target.project.name)}${target.connected ? "" : ", not connected right now"})`
    : "no session yet";
  const how =
    state === "pushed" || state === "seen"
      ? state === "pushed" && transport === "channel" && target?.channel === "deaf"
        ? "it was written to Claude's channel"
        : "it has been put before Claude"
      : `it is stored${reason ? ` (${reason})` : ""}`;
  return `No answer yet. Your question stays open: ${question}, to ${where}; ${how}.${describeHearing(result)} ${goOn}`;
}

/** What the end of a talk means for its sides. */
function describeEnd(conversation: string | null): string {
  const which = conversation === null ? "this talk" : `the talk with Claude (${conversation})`;
  return `The user ended ${which}. What was not delivered is dropped, and messages there are refused until the user writes there or resumes it.`;
}

/** What to know of a session that may not hear; nothing where it has proved that it does. */
function describeHearing({ target, state, transport }: AskResult): string {
  const isInVain = state === "stored" || (state === "pushed" && transport === "channel");
  if (!target?.connected || target.kind !== "claude" || !isInVain) return "";
  const isClosed = target.channel === "deaf" || target.transport === null;
  if (!isClosed) return "";
  return ` Claude may not have heard it: ${toName(toHearing(target) ?? "")}. Tell your user, who finds the cause with \`codex-bridge doctor\`; Claude gets the message through its hooks or with its tool check_codex_messages.`;
}

function describeUnsent({ why, candidates }: AskResult): string {
  const list = toList(candidates.map(describeCandidate));
  if (why === "no_session") {
    return "Not sent: no Claude session is connected to the bridge. Ask the user to start one in this project with:\nclaude\nThen send it again; with wait_seconds the call waits for a session to come.";
  }
  const lead =
    why === "unknown_session"
      ? "Not sent: no connected Claude session has this id."
      : "Not sent: more than one Claude session could be meant, and none belongs to this project.";
  return list ? `${lead} Send it again with one of these:\n${list}` : `${lead} None is connected.`;
}

function describeCandidate({ id, project }: SessionView): string {
  return `- to: "${id}" (project ${toName(project.name)}, ${toName(project.root)})`;
}

function describeOpen({ id, state, createdAt, start, ...reasons }: OpenQuestion): string {
  const reason = toReason(reasons);
  return `- ${id} (${new Date(createdAt).toISOString()}, ${state ?? "no session yet"}${reason ? `: ${reason}` : ""}): "${start}"`;
}

function describeAsked(question: OpenQuestion | undefined, id: string): string {
  if (!question) return `No question of yours has the id ${id}. Leave message_id out to get all that waits for you.`;
  if (question.outcome === "open")
    return `No answer to ${question.id} yet; it stays open. Call again with wait_seconds to go on waiting.`;
  if (question.heldBy === "user")
    return `Claude has answered ${question.id}, and the user holds the answer: it comes when they let it go. Call again with wait_seconds to go on waiting.`;
  if (question.outcome === "answered" && question.state === "dropped")
    return `Claude answered ${question.id}, and the user dropped the answer: it will not come.`;
  if (question.outcome === "answered")
    return `Question ${question.id} is answered, and the answer was handed to you before.`;
  return `Question ${question.id} is ${question.outcome}: no answer will come for it.`;
}
