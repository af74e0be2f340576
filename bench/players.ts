/**
 * Plays Claude Code and Codex at the stdio ends of two MCP servers: asks, answers, and checks every
 * answer.
 */
import * as z from "zod";
import type { LineProcess } from "./line-process";
import { answerTo } from "./rig";

const Push = z.object({
  method: z.literal("notifications/claude/channel"),
  params: z.object({ content: z.string(), meta: z.looseObject({ message_id: z.string() }) }),
});
const Result = z.object({
  id: z.number(),
  result: z.object({ content: z.array(z.looseObject({ text: z.string() })) }),
});

export interface ClaudePlayer {
  /** From now on questions are kept. The function answers them all, and whatever comes later. */
  keepQuestions(): () => void;
  /** What is kept stays so; what comes later is answered. */
  answerOthers(): void;
  /** How many are kept. */
  kept(): number;
}

/** Answers every question that is pushed. */
export function playClaude(server: LineProcess): ClaudePlayer {
  let kept: (() => void)[] = [];
  let isKeeping = false;
  let replies = 1;
  server.onLine = (line) => {
    if (!line.includes("notifications/claude/channel")) return;
    const { content, meta } = Push.parse(JSON.parse(line)).params;
    const answer = () => {
      const input = { text: answerTo(content), reply_to: meta.message_id };
      server.send(toCall(replies++, "reply", input));
    };
    if (isKeeping) kept.push(answer);
    else answer();
  };
  return {
    keepQuestions() {
      isKeeping = true;
      return () => {
        isKeeping = false;
        const questions = kept;
        kept = [];
        for (const answer of questions) answer();
      };
    },
    answerOthers() {
      isKeeping = false;
    },
    kept: () => kept.length,
  };
}

/** Asks as one thread; each call resolves with its own answer or rejects. */
export function playCodex(server: LineProcess): (text: string) => Promise<void> {
  const thread = crypto.randomUUID();
  const meta = { threadId: thread, "x-codex-turn-metadata": { thread_id: thread } };
  const waiting = new Map<number, (blocks: string[]) => void>();
  let next = 1;
  server.onLine = (line) => {
    const { data } = Result.safeParse(JSON.parse(line));
    if (data === undefined) return;
    waiting.get(data.id)?.(data.result.content.map(({ text }) => text));
    waiting.delete(data.id);
  };
  return (text) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, (blocks) => {
        if (blocks.includes(answerTo(text))) resolve();
        else reject(new Error(`not the answer to ${text.slice(0, 40)}: ${blocks.join("\n").slice(0, 400)}`));
      });
      server.send(toCall(id, "send_to_claude", { message: text, wait_seconds: 100 }, meta));
    });
}

/** Says hello as a client, asks for the tools, and waits for them. */
export async function open(server: LineProcess, client: string): Promise<void> {
  for (const line of openings(client)) server.send(line);
  await request(server, "tools", "tools/list", {});
}

/** What a client says first; the answer to `initialize` has the id 0. */
export function openings(client: string): string[] {
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: client, version: "0.0.0" } };
  return [
    JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params }),
    JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }),
  ];
}

/** Sends a request and waits until it is answered. */
export async function request(server: LineProcess, id: string, method: string, params: object): Promise<void> {
  await new Promise<void>((resolve) => {
    server.onLine = (line) => {
      if (JSON.parse(line).id === id) resolve();
    };
    server.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
  });
}

function toCall(id: number, name: string, input: object, meta?: object): string {
  const params = { name, arguments: input, ...(meta === undefined ? {} : { _meta: meta }) };
  return JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params });
}
