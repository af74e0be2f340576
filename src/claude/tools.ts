/** Claude's tools: reply, send_to_codex, check_codex_messages, edit_message, list_sessions. */
import * as z from "zod";
import { FILES_ARE, Files } from "../attachments/argument";
import type { Attach } from "../attachments/attach";
import { defineTool, onAbort, type Tool } from "../mcp/tools";
import type { ClaudeApi } from "../shared/calls/calls";
import { toMessage } from "../shared/errors";
import { createId } from "../shared/ids";
import type { Log } from "../shared/log";
import { Text } from "../shared/vocabulary";
import { renderCollected, renderInquiry, renderNews, renderReply, renderSend, renderSession } from "./rendering";

// Newer versions of Claude Code load MCP tools only on search; these must be there when a message
// comes (2.1.329).
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
  files: Files.optional().describe(FILES_ARE),
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
  files: Files.optional().describe(FILES_ARE),
});

const CheckInput = z.strictObject({
  wait_seconds: WaitSeconds.optional().describe(
    "How long to wait for a message where none is there. Default: not at all.",
  ),
});

const EditInput = z.strictObject({
  message_id: z.string().min(1).max(200).describe("The id of a message that you sent."),
  text: Text.describe("The whole new text."),
});

export interface ClaudeToolDeps {
  /** Throws the BridgeError that explains why there is none. */
  api(): Promise<ClaudeApi>;
  attach: Attach;
  maxWaitMs: number;
  log: Log;
}

/** The table of Claude's tools over an API. */
export function createClaudeTools({ api, attach, maxWaitMs, log }: ClaudeToolDeps): Tool[] {
  /**
   * What the result of a call carries that is given up before it is written has to come another
   * way.
   */
  function giveBackOnAbort(signal: AbortSignal, messages: string[]): void {
    if (messages.length === 0) return;
    onAbort(signal, async () => {
      try {
        await (await api()).giveBack({ messages });
      } catch (error) {
        log.warn(`given up, and not given back: ${messages.join(", ")}: ${toMessage(error)}`);
      }
    });
  }

  return [
    defineTool({
      name: "reply",
      description:
        "Answer a message of the bridge: a question from Codex (it waits for this) or a message from the user's page. Give reply_to = the message_id of what you answer. The result says who got it.",
      input: ReplyInput,
      annotations: { title: "Reply", ...WRITES },
      meta: META,
      async run({ text, reply_to, chat_id, files }) {
        const message = {
          id: createId("m"),
          text,
          ...(reply_to === undefined ? {} : { replyTo: reply_to }),
          ...(chat_id === undefined ? {} : { conversation: chat_id }),
        };
        const result = await attach(files, async (own) => (await api()).reply({ ...message, ...own }));
        return [renderReply(result), ...renderNews(result)];
      },
    }),
    defineTool({
      name: "send_to_codex",
      description:
        "Write to Codex without being asked: it wakes the live Codex session of this project. With wait_seconds it is a question, and the call returns Codex's answer; without, a note. To answer a question of Codex's, use reply instead.",
      input: SendInput,
      annotations: { title: "Send to Codex", ...WRITES },
      meta: META,
      async run({ text, to, wait_seconds, files }, { signal }) {
        const message = { text, ...(to === undefined ? {} : { to }) };
        if (wait_seconds === undefined) {
          const id = createId("m");
          const sent = await attach(files, async (own) => (await api()).send({ id, ...message, ...own }));
          return [renderSend(sent), ...renderNews(sent)];
        }
        const waitMs = Math.min(Math.round(wait_seconds * 1000), maxWaitMs);
        const question = { id: createId("q"), ...message, waitMs };
        const result = await attach(files, async (own) => (await api()).askCodex({ ...question, ...own }, signal));
        giveBackOnAbort(signal, result.answerId === null ? [] : [result.answerId]);
        return [...renderInquiry(result), ...renderNews(result)];
      },
    }),
    defineTool({
      name: "check_codex_messages",
      description:
        "Take the messages of Codex and of the user's page that have not reached you. Use it when a result says that messages wait, or to wait for one with wait_seconds.",
      input: CheckInput,
      annotations: { title: "Check messages", readOnlyHint: true, openWorldHint: false },
      meta: META,
      async run({ wait_seconds = 0 }, { signal }) {
        const waitMs = Math.min(Math.round(wait_seconds * 1000), maxWaitMs);
        const result = await (await api()).collect({ waitMs }, signal);
        giveBackOnAbort(
          signal,
          result.items.map(({ id }) => id),
        );
        return [...renderCollected(result), ...renderNews(result)];
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
        const edited = await (await api()).edit({ message: message_id, text });
        return [`Edited: ${edited.message} is now at revision ${edited.revision}.`, ...renderNews(edited)];
      },
    }),
    defineTool({
      name: "list_sessions",
      description: "Who is on the bridge: Codex and Claude sessions with id, project, state and open questions.",
      input: z.strictObject({}),
      annotations: { title: "List sessions", readOnlyHint: true, openWorldHint: false },
      meta: META,
      async run() {
        const listed = await (await api()).sessions();
        const lines = listed.sessions.map((session) =>
          renderSession(session, session.id === listed.self, session.openQuestions),
        );
        const more = listed.more > 0 ? [`- and ${listed.more} more, of other projects or longer away`] : [];
        return [[...lines, ...more].join("\n"), ...renderNews(listed)];
      },
    }),
  ];
}
