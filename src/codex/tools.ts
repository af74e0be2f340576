/** Codex's tools: send_to_claude and check_claude_messages. */
import * as z from "zod";
import { FILES_ARE, Files } from "../attachments/argument";
import type { Attach } from "../attachments/attach";
import { defineTool, onAbort, type Tool, type ToolCall } from "../mcp/tools";
import type { CodexApi } from "../shared/calls/calls";
import type { AskResult } from "../shared/calls/codex";
import type { Batch } from "../shared/calls/envelope";
import { BridgeError } from "../shared/errors";
import { createId } from "../shared/ids";
import { Id, Text } from "../shared/vocabulary";
import { ASKS_NO_APPROVAL, isOfRun, READS_ONLY, readCaller } from "./contract";
import type { Receipts } from "./receipts";
import { renderAnswer, renderAsk, renderCheck, renderNotices } from "./rendering";
import type { KeepText } from "./texts";

const WaitSeconds = z.number().min(0, "expected 0 or more seconds").max(86_400, "expected at most 86400 seconds");

const SendInput = z.strictObject({
  message: Text.describe(
    "The question, in Markdown, with all that Claude needs to answer it. Sent exactly as written.",
  ),
  to: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("A Claude session's id, or its beginning. Needed only where a result asked for it."),
  wait_seconds: WaitSeconds.optional().describe(
    "How long to wait for the answer. Without it: as long as the bridge allows.",
  ),
  files: Files.optional().describe(FILES_ARE),
});

const CheckInput = z.strictObject({
  wait_seconds: WaitSeconds.optional().describe(
    "Wait up to this long for a message. Without it, the call returns at once.",
  ),
  message_id: Id.optional().describe("Only the answer to this question."),
});

const ReplyInput = z.strictObject({
  text: Text.describe("The answer, in Markdown. Sent exactly as written."),
  reply_to: z.string().min(1).max(200).describe("The id of Claude's question."),
  files: Files.optional().describe(FILES_ARE),
});

export interface CodexToolDeps {
  api: CodexApi;
  receipts: Receipts;
  keep: KeepText;
  attach: Attach;
  maxWaitMs: number;
  /** Stands for the thread where Codex does not name one. */
  process: string;
  /** Learns of every call which thread makes it, and what triggered the turn that it belongs to. */
  onCall(thread: string, trigger: string | null): void;
  /** Throws the BridgeError that says why the bridge cannot be used. */
  assertUsable(): void;
}

/** The table of Codex's tools over an API. */
export function createCodexTools(deps: CodexToolDeps): Tool[] {
  const { api, receipts, keep, attach, maxWaitMs, assertUsable } = deps;

  function begin(call: ToolCall): { thread: string; trigger: string | null; lease: string } {
    assertUsable();
    if (isOfRun(call.meta)) {
      throw new BridgeError(
        "forbidden",
        "This thread is a run that the bridge has started: it cannot write to Claude. End with what you have to say; whoever asked gets your last message.",
      );
    }
    const { thread: named, trigger } = readCaller(call.meta);
    const thread = named ?? deps.process;
    deps.onCall(thread, trigger);
    receipts.nextCall(thread);
    return { thread, trigger, lease: createId("l") };
  }

  /**
   * The result carries leased messages from here on: they come back unless Codex is seen to have
   * it.
   */
  function expectReceipt(call: ToolCall, thread: string, { lease, items }: Batch, render: () => string[]): string[] {
    receipts.expect(call.requestId, { thread, lease, messages: items.map(({ id }) => id) });
    const giveBack = () => receipts.cancelled(call.requestId);
    // Cancelled before the result is written. What is cancelled later, the transport shows (see
    // server.ts).
    onAbort(call.signal, giveBack);
    try {
      return render();
    } catch (error) {
      // The result that is written now is an error, which carries none of them.
      giveBack();
      throw error;
    }
  }

  function clamp(seconds: number | undefined, otherwise: number): { waitMs: number; note: string | null } {
    if (seconds === undefined) return { waitMs: otherwise, note: null };
    const waitMs = Math.round(seconds * 1000);
    if (waitMs <= maxWaitMs) return { waitMs, note: null };
    const note = `wait_seconds was cut from ${seconds} to ${maxWaitMs / 1000}, the most that this bridge waits in one call (CODEX_BRIDGE_MAX_WAIT_SECONDS).`;
    return { waitMs: maxWaitMs, note };
  }

  return [
    defineTool({
      name: "send_to_claude",
      description:
        "Ask Claude Code a question and wait for its answer, which is this call's result. If the wait ends first, the question stays open and check_claude_messages brings the answer.",
      input: SendInput,
      annotations: { title: "Ask Claude", ...ASKS_NO_APPROVAL },
      async run({ message, to, wait_seconds, files }, call) {
        const { thread, trigger, lease } = begin(call);
        const { waitMs, note } = clamp(wait_seconds, maxWaitMs);
        const question = {
          id: createId("q"),
          thread,
          lease,
          text: message,
          waitMs,
          hold: wait_seconds !== undefined,
          trigger,
          ...(to === undefined ? {} : { to }),
        };
        // With `hold` it was stored first, and its files belong to it.
        const isUnsent = ({ status }: AskResult) => status === "unsent" && !question.hold;
        const result = await attach(files, (own) => api.ask({ ...question, ...own }, call.signal), isUnsent);
        const blocks = expectReceipt(call, thread, result.batch, () => renderAsk(result, note, keep));
        return [...blocks, ...renderNotices(result.notices)];
      },
    }),
    defineTool({
      name: "check_claude_messages",
      description:
        "Fetch what waits for you: late answers to your questions and messages from Claude or the user, oldest first. With wait_seconds, wait for one.",
      input: CheckInput,
      annotations: { title: "Check Claude's messages", ...READS_ONLY },
      async run({ wait_seconds, message_id }, call) {
        const { thread, lease } = begin(call);
        const { waitMs, note } = clamp(wait_seconds, 0);
        const only = message_id === undefined ? {} : { question: message_id };
        const result = await api.check({ thread, lease, waitMs, ...only }, call.signal);
        const blocks = expectReceipt(call, thread, result.batch, () =>
          renderCheck(result, message_id ?? null, note, keep),
        );
        return [...blocks, ...renderNotices(result.notices)];
      },
    }),
    defineTool({
      name: "reply_to_claude",
      description:
        "Answer a question that Claude put to you: reply_to is the question's id. Where Claude's question started your turn, the last words of the turn are the answer too; call this to answer sooner.",
      input: ReplyInput,
      annotations: { title: "Answer Claude", ...ASKS_NO_APPROVAL },
      async run({ text, reply_to, files }, call) {
        const { thread } = begin(call);
        const answer = { id: createId("m"), thread, text, replyTo: reply_to, captured: false };
        const result = await attach(files, (own) => api.answer({ ...answer, ...own }));
        return [renderAnswer(result), ...renderNotices(result.notices)];
      },
    }),
  ];
}
