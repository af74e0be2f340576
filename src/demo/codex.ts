/**
 * The scripted Codex at the stdio end of codex-mcp.ts: one thread that asks, waits and looks at its
 * messages.
 */
import { type Agent, startAgent } from "./agent";
import { askAboutUser } from "./script";
import type { Stage } from "./stage";

/**
 * How long one look for messages waits; the call is held open meanwhile, and the next one follows
 * it.
 */
const WATCH_SECONDS = 60;

/**
 * The line with which check_claude_messages announces a message; the text is the next block that is
 * not one of these.
 */
const HEAD = /^(?:Message|Follow-up to \S+) from (Claude|the user)\b/;
const ASIDE = /^(?:The next block \(|\d+ files? (?:is|are) attached to )/;
/** The lines that say that a question has no answer yet. */
const OPEN = /^No answer (?:yet\. Your question stays open: |to )(q_[a-z0-9]+)/;

interface Note {
  from: "claude" | "user";
  text: string;
}

export interface ScriptedCodex {
  agent: Agent;
  /** Asks Claude and gives the blocks of the result. */
  ask(text: string, files?: string[]): Promise<string[]>;
  /** Looks at its messages, waiting for one of Claude's if need be, and gives its text. */
  readNote(seconds: number): Promise<string | null>;
  /**
   * Waits for messages and asks Claude about what the user writes, for as long as the demo runs.
   */
  watch(): Promise<never>;
}

/** Starts codex-mcp.ts as Codex would. */
export async function startScriptedCodex({ server, printer, pause }: Stage): Promise<ScriptedCodex> {
  const thread = crypto.randomUUID();
  // Each call of the Codex CLI says in two places which thread makes it.
  const meta = { threadId: thread, "x-codex-turn-metadata": { thread_id: thread, turn_trigger: "user" } };
  const agent = await startAgent({
    ...server,
    entry: "codex-mcp.ts",
    name: "scripted-codex",
    protocolVersion: "2025-06-18",
  });
  /** What the user wrote while Codex was at something else. */
  const fromUser: string[] = [];

  async function call(tool: string, input: object): Promise<string[]> {
    const blocks = await agent.callTool(tool, input, meta);
    for (const { from, text } of readNotes(blocks)) if (from === "user") fromUser.push(text);
    return blocks;
  }

  /**
   * Asks, and goes on waiting where the call comes back first: at the end of its wait, or with a
   * word of the user's.
   */
  async function ask(text: string, files: string[] = []): Promise<string[]> {
    printer.speech("Codex", "Claude", "send_to_claude", text);
    for (const path of files) printer.state(`with the file ${path}`);
    const startedAt = performance.now();
    let blocks = await call("send_to_claude", { message: text, ...(files.length > 0 ? { files } : {}) });
    for (let open = readOpen(blocks); open !== null; open = readOpen(blocks)) {
      printer.state("the call has come back before the answer; Codex goes on waiting with check_claude_messages");
      blocks = await call("check_claude_messages", { message_id: open, wait_seconds: WATCH_SECONDS });
    }
    printer.state(`the answer is the result of Codex's call, after ${toDuration(performance.now() - startedAt)}`);
    return blocks;
  }

  return {
    agent,
    ask,
    async readNote(seconds) {
      const deadline = performance.now() + seconds * 1000;
      for (let left = seconds; left > 0; left = (deadline - performance.now()) / 1000) {
        const notes = readNotes(await call("check_claude_messages", { wait_seconds: left }));
        const own = notes.find(({ from }) => from === "claude");
        if (own) return own.text;
      }
      return null;
    },
    async watch() {
      for (;;) {
        while (fromUser.length === 0) await call("check_claude_messages", { wait_seconds: WATCH_SECONDS });
        const text = fromUser.shift() ?? "";
        printer.speech("You", "Codex", "on the page", text);
        await pause();
        await ask(askAboutUser(text));
      }
    },
  };
}

/** The messages in the blocks of a result. */
function readNotes(blocks: string[]): Note[] {
  const notes: Note[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const sender = HEAD.exec(blocks[i] ?? "")?.[1];
    if (sender === undefined) continue;
    do i++;
    while (ASIDE.test(blocks[i] ?? ""));
    notes.push({ from: sender === "Claude" ? "claude" : "user", text: blocks[i] ?? "" });
  }
  return notes;
}

/** The question that a result leaves open, or null. */
function readOpen(blocks: string[]): string | null {
  for (const block of blocks) {
    const open = OPEN.exec(block)?.[1];
    if (open !== undefined) return open;
  }
  return null;
}

function toDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
