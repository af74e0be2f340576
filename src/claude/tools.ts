/** Claude's tools: reply, send_to_codex, edit_message, list_sessions. */
import { z } from "zod";
import type { ClaudeSeat, InquireResult, ReplyResult, SendResult } from "../calls";
import { BridgeError } from "../errors";
import { createId } from "../ids";
import { defineTool, type Tool } from "../mcp/tools";
import { type Notice, type Road, type SessionView, Text } from "../protocol";
import { neutralise } from "./framing";

// Newer versions of Claude Code load MCP tools only on search; these must be there when a message comes (2.1.329).
const META = { "anthropic/alwaysLoad": true };
const WRITES = { readOnlyHint: false, destructiveHint: false, openWorldHint: false };

const ReplyInput = z.strictObject({
  text: Text.describe("The answer, in Markdown. Sent exactly as written."),
  reply_to: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("The message_id that this answers. Always give it when a message is being answered."),
  chat_id: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Only where reply_to is left out: the chat_id of the conversation that is meant."),
  files: z.array(z.string()).optional().describe("Not supported yet: name the paths in the text instead."),
});

const WaitSeconds = z.number().min(0, "expected 0 or more seconds").max(86_400, "expected at most 86400 seconds");

const SendInput = z.strictObject({
  text: Text.describe("The message, in Markdown. Sent exactly as written."),
  to: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      "A Codex session's id from list_sessions, or its beginning. Needed only where more than one could be meant.",
    ),
  wait_seconds: WaitSeconds.optional().describe(
    "With it, this is a question: the call waits this long for Codex's answer, which is its result. Without it, a note.",
  ),
});

const EditInput = z.strictObject({
  message_id: z.string().min(1).max(200).describe("The id of a message that you sent."),
  text: Text.describe("The whole new text."),
});

/** The table of Claude's tools over a seat. `seat` throws the BridgeError that explains why there is none. */
export function createClaudeTools(seat: () => Promise<ClaudeSeat>, maxWaitMs: number): Tool[] {
  return [
    defineTool({
      name: "reply",
      description:
        "Answer a message of the bridge: a question from Codex (it waits for this) or a message from the user's page. Give reply_to = the message_id of what you answer. The result says who got it.",
      input: ReplyInput,
      annotations: { title: "Reply", ...WRITES },
      meta: META,
      async run({ text, reply_to, chat_id, files }) {
        if (files && files.length > 0) {
          throw new BridgeError(
            "bad_request",
            'Nothing was sent. Field "files": attachments are not supported yet; name the paths in the text and leave `files` out.',
            "files",
          );
        }
        const result = await (await seat()).reply({
          id: createId("m"),
          text,
          ...(reply_to === undefined ? {} : { replyTo: reply_to }),
          ...(chat_id === undefined ? {} : { conversation: chat_id }),
        });
        return [describeReply(result), ...renderNotices(result.notices)];
      },
    }),
    defineTool({
      name: "send_to_codex",
      description:
        "Write to Codex without being asked: it wakes the live Codex session of this project. With wait_seconds it is a question, and the call returns Codex's answer; without, a note. To answer a question of Codex's, use reply instead.",
      input: SendInput,
      annotations: { title: "Send to Codex", ...WRITES },
      meta: META,
      async run({ text, to, wait_seconds }, { signal }) {
        const message = { text, ...(to === undefined ? {} : { to }) };
        if (wait_seconds === undefined) {
          const sent = await (await seat()).send({ id: createId("m"), ...message });
          return [describeSend(sent), ...renderNotices(sent.notices)];
        }
        const waitMs = Math.min(Math.round(wait_seconds * 1000), maxWaitMs);
        const result = await (await seat()).inquire({ id: createId("q"), ...message, waitMs }, signal);
        return [...describeInquiry(result), ...renderNotices(result.notices)];
      },
    }),
    defineTool({
      name: "edit_message",
      description:
        "Replace the text of a message that you sent, as long as Codex has not taken it. Messages on the page can always be edited.",
      input: EditInput,
      annotations: { title: "Edit a message", ...WRITES },
      meta: META,
      async run({ message_id, text }) {
        const { message, revision, notices } = await (await seat()).edit({ message: message_id, text });
        return [`Edited: ${message} is now at revision ${revision}.`, ...renderNotices(notices)];
      },
    }),
    defineTool({
      name: "list_sessions",
      description: "Who is on the bridge: Codex and Claude sessions with id, project, state and open questions.",
      input: z.strictObject({}),
      annotations: { title: "List sessions", readOnlyHint: true, openWorldHint: false },
      meta: META,
      async run() {
        const { self, sessions, notices } = await (await seat()).sessions();
        const lines = sessions.map((session) => describeSession(session, session.id === self, session.openQuestions));
        return [lines.join("\n"), ...renderNotices(notices)];
      },
    }),
  ];
}

/** News that woke nobody, as a block of its own. */
function renderNotices(notices: Notice[]): string[] {
  if (notices.length === 0) return [];
  return [`Also, from Codex Bridge:\n${notices.map(describeNotice).join("\n")}`];
}

function describeNotice({ kind, message, start }: Notice): string {
  if (kind === "unreceived") {
    return `- Codex gave up its call before it had your answer ${message} ("${start}"). It is kept; Codex gets it with its next look at its messages.`;
  }
  if (kind === "moved") return `- Question ${message} ("${start}") went to another Claude session.`;
  return `- Question ${message} ("${start}") ${kind === "expired" ? "expired without an answer" : "was cancelled"}. A reply to it would be kept as a follow-up.`;
}

function describeReply(result: ReplyResult): string {
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
  const who = `Codex (session ${session?.id ?? "unknown"}${session ? `, project ${session.project.name}` : ""})`;
  const about = result.inferred ? ` It answers ${question?.id}, the only question open for you.` : "";
  if (result.as === "follow_up") {
    const why =
      question?.outcome === "answered" ? "this question was answered before" : `this question was ${question?.outcome}`;
    return `Sent as a follow-up note (${message}): ${why}. ${who} gets it with its next look at its messages.`;
  }
  if (result.received) return `Answered (${message}): ${who} was waiting and has been given your answer.${about}`;
  if (result.road)
    return `Answered (${message}): ${who} was no longer waiting; your answer ${ROADS[result.road]}.${about}`;
  const away = session?.connected ? "is no longer waiting in the call" : "is not connected right now";
  return `Answered (${message}): ${who} ${away}. Your answer is kept and handed over when it next looks at its messages.${about}`;
}

/** What a road means for whoever sent the message. */
const ROADS: Record<Road, string> = {
  channel: "was put into the session",
  result: "was given to it as the result of a call that it had open",
  turn: "started a turn in its live session",
  steer: "was added to the turn that it is working on",
  queue: "is in the queue of its live session, which takes it within some ten seconds",
};

/** The answer is a block of its own, unchanged; everything else is said beside it. */
function describeInquiry(result: InquireResult): string[] {
  const { status, question, session, state, road, reason, answer, asked } = result;
  const who = `Codex (session ${session.id}, project ${session.project.name})`;
  if (status === "answered" && answer !== null) return [`${who} answers ${question}:`, neutralise(answer)];
  if (status === "asked" && asked) {
    return [
      `${who} asks you something itself and waits for that. Answer it with reply and reply_to ${asked.id}; your own question ${question} stays open, and its answer comes as a message. Codex asks:`,
      neutralise(asked.text),
    ];
  }
  if (status !== "open") return [`Question ${question} to ${who} is ${status}: no answer will come for it.`];
  const how = road ? `the message ${ROADS[road]}` : `it is ${state}${reason ? ` (${reason})` : ""}`;
  return [
    `No answer yet. Your question ${question} to ${who} stays open; ${how}. The answer comes as a message of its own; do not ask again.`,
  ];
}

function describeSend({ message, state, road, reason, session }: SendResult): string {
  const who = `Codex (session ${session.id}, project ${session.project.name})`;
  if (state === "held") {
    return `Held (${message}): you and ${who} have exchanged many messages without a word from a person, so the loop guard waits for one. Tell your user; they can let it go on with \`codex-bridge resume\` or on the bridge's page. Do not send it again.`;
  }
  if (road) return `Sent (${message}): the message to ${who} ${ROADS[road]}.`;
  const now = session.connected
    ? "It gets the message with its next look at its messages"
    : "It is not connected; it gets the message when it is resumed and looks at its messages";
  return `Stored for ${who} as ${message}, state ${state}${reason ? ` (${reason})` : ""}. ${now}; nobody has read it yet.`;
}

function describeSession(session: SessionView, isSelf: boolean, open: number): string {
  const { id, kind, project, connected } = session;
  const branch = project.branch ? ` on ${project.branch}` : "";
  const role = kind === "claude" ? "open questions to it" : "open questions from it";
  return `- ${kind} ${id}${isSelf ? " (you)" : ""}: project ${project.name}${branch}, ${connected ? "connected" : "not connected"}, ${open} ${role}`;
}
