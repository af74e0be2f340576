/**
 * The scripted Claude at the stdio end of server.ts: answers what the channel brings, as the
 * contract of Claude Code has it.
 */
import * as z from "zod";
import { type Agent, startAgent } from "./agent";
import { ANSWER_ABOUT_USER, answerUser } from "./script";
import type { Stage } from "./stage";

const ChannelMessage = z.object({
  content: z.string(),
  meta: z.looseObject({ message_id: z.string(), sender: z.enum(["codex", "user"]), kind: z.string() }),
});
type ChannelMessage = z.infer<typeof ChannelMessage>;

export interface ScriptedClaude {
  agent: Agent;
  /** What Claude answers to the next question of Codex. */
  prepare(answer: string): void;
  /** Resolves once Claude has said what became of its last answer. */
  finish(): Promise<void>;
  /** Claude speaks first. */
  send(text: string): Promise<void>;
}

/**
 * Starts server.ts as Claude Code would and answers everything that comes over the channel, one
 * message after the other.
 */
export async function startScriptedClaude({ server, printer, pause, fail }: Stage): Promise<ScriptedClaude> {
  const prepared: string[] = [];
  const known = new Set<string>();
  let userMessages = 0;
  let busy: Promise<void> = Promise.resolve();

  const agent = await startAgent({
    ...server,
    entry: "server.ts",
    name: "scripted-claude",
    protocolVersion: "2025-11-25",
    onNotification(method, params) {
      if (method !== "notifications/claude/channel") return;
      const message = ChannelMessage.parse(params);
      const { message_id: id } = message.meta;
      // At least once: a message may come again after a restart of the bridge.
      if (known.has(id)) return;
      known.add(id);
      busy = busy.then(() => answer(message)).catch(fail);
    },
  });

  async function answer({ content, meta }: ChannelMessage): Promise<void> {
    const isUser = meta.sender === "user";
    if (isUser) printer.speech("You", "Claude", "on the page", content);
    else printer.state(`Claude's session has it as a channel message (${meta.message_id}); Codex's call is held open`);
    await pause();
    const text = isUser ? answerUser(content, userMessages++) : (prepared.shift() ?? ANSWER_ABOUT_USER);
    printer.speech("Claude", isUser ? "You" : "Codex", "reply", text);
    const result = await agent.callTool("reply", { text, reply_to: meta.message_id });
    printer.state(result.join(" "));
  }

  return {
    agent,
    prepare: (text) => void prepared.push(text),
    finish: () => busy,
    async send(text) {
      printer.speech("Claude", "Codex", "send_to_codex", text);
      const result = await agent.callTool("send_to_codex", { text });
      printer.state(result.join(" "));
    },
  };
}
