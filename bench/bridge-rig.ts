/** The bridge's rig: the installed form of both servers, with a Claude Code and some Codex sessions played on stdio. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBundle, isBundleFresh } from "../src/setup/bundle";
import { type LineProcess, startLineProcess } from "./line-process";
import { answerTo, HOLD, type Rig } from "./rig";

export const ROOT = join(import.meta.dir, "..");

// A directory here runs the sources instead, under Bun's profiler, whose reports are then found there.
const { CODEX_BRIDGE_BENCH_PROFILE: PROFILES } = process.env;

function commandOf(entry: "server" | "codex-mcp"): string[] {
  if (!PROFILES) return [process.execPath, join(ROOT, "dist", `${entry}.js`)];
  const name = `--cpu-prof-name=${entry}-${Date.now()}.md`;
  return [process.execPath, "--cpu-prof-md", `--cpu-prof-dir=${PROFILES}`, name, join(ROOT, `${entry}.ts`)];
}

export interface BridgeOptions {
  ends: number;
  /** A state directory that is there already; without it, a new one that goes with the rig. */
  stateDir?: string;
  /** True for a host of its own, a session of another project, beside the one that answers. */
  separateHost?: boolean;
  /** True for sessions that have just begun: they know the tools, and nobody has called one. */
  isSilent?: boolean;
}

export interface BridgeRig extends Rig {
  readonly stateDir: string;
  readonly host: LineProcess;
  /** From now on questions are kept; the function answers them all, and whatever comes later. */
  keepQuestions(): () => void;
  /** How many are kept. */
  kept(): number;
}

/** Builds what setup installs, where it is not there or not of the present sources. */
export async function buildInstalledForm(): Promise<void> {
  if (!isBundleFresh(ROOT)) await buildBundle(ROOT);
}

/** A new state directory, and the environment that leads both servers there. Nothing of the user's own is touched. */
export function createPlace(stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-bench-"))) {
  mkdirSync(join(stateDir, "codex"), { recursive: true });
  const { PATH = "" } = process.env;
  const env = {
    PATH,
    HOME: stateDir,
    CODEX_HOME: join(stateDir, "codex"),
    CODEX_BRIDGE_STATE_DIR: stateDir,
    CODEX_BRIDGE_PORT: "0",
    // No person speaks in a benchmark.
    CODEX_BRIDGE_LOOP_LIMIT: "0",
    // More than a person opens.
    CODEX_BRIDGE_MAX_PAGES: "1000",
    CODEX_BRIDGE_MAX_OPEN_QUESTIONS: "10000",
  };
  return { stateDir, env };
}

export const startServer = (name: string, env: Record<string, string>, cwd = ROOT) =>
  startLineProcess(name, commandOf("server"), env, cwd);

export const startCodex = (name: string, env: Record<string, string>) =>
  startLineProcess(name, commandOf("codex-mcp"), env, ROOT);

/** What a client says first; the answer to `initialize` has the id 0. */
export function openings(client: string): string[] {
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: client, version: "0.0.0" } };
  return [
    JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params }),
    JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }),
  ];
}

/** Starts a host, a Claude session and its Codex sessions; gives the rig once a first question of each was answered, or none was asked. */
export async function startBridgeRig(options: BridgeOptions): Promise<BridgeRig> {
  await buildInstalledForm();
  const { stateDir, env } = createPlace(options.stateDir);
  const host = options.separateHost ? startServer("server.ts, host", env, stateDir) : null;
  if (host) await open(host, "claude-code");
  const claude = startServer("server.ts", env);
  let kept: (() => void)[] | null = null;
  let replies = 1;

  function answer({ content, meta }: { content: string; meta: { message_id: string } }): void {
    const params = { name: "reply", arguments: { text: answerTo(content), reply_to: meta.message_id } };
    claude.send(JSON.stringify({ jsonrpc: "2.0", id: replies++, method: "tools/call", params }));
  }

  await open(claude, "claude-code");
  if (!options.isSilent) await attached(claude);
  claude.onLine = (line) => {
    const { method, params } = JSON.parse(line);
    if (method !== "notifications/claude/channel" || params.content.startsWith(HOLD)) return;
    if (kept) kept.push(() => answer(params));
    else answer(params);
  };

  const codex = Array.from({ length: options.ends }, (_, i) => startCodex(`codex-mcp.ts ${i + 1}`, env));
  const threads = codex.map(() => crypto.randomUUID());
  const waiting = new Map<number, (blocks: string[]) => void>();
  let next = 1;

  function ask(end: number, text: string): number {
    const id = next++;
    const thread = threads[end];
    const params = {
      name: "send_to_claude",
      arguments: { message: text, wait_seconds: 100 },
      _meta: { threadId: thread, "x-codex-turn-metadata": { thread_id: thread } },
    };
    codex[end]?.send(JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params }));
    return id;
  }

  await Promise.all(codex.map((own) => open(own, "codex-mcp-client")));
  for (const own of codex) {
    own.onLine = (line) => {
      const { id, result } = JSON.parse(line);
      if (!result?.content) return;
      waiting.get(id)?.(result.content.map(({ text }: { text: string }) => text));
      waiting.delete(id);
    };
  }

  const rig: BridgeRig = {
    name: "bridge",
    ends: options.ends,
    stateDir,
    host: host ?? claude,
    keepQuestions() {
      kept = [];
      return () => {
        const questions = kept ?? [];
        kept = null;
        for (const question of questions) question();
      };
    },
    kept: () => kept?.length ?? 0,
    exchange(end, text) {
      return new Promise((resolve, reject) => {
        const id = ask(end, text);
        waiting.set(id, (blocks) => {
          if (blocks.includes(answerTo(text))) resolve();
          else reject(new Error(`not the answer to ${text.slice(0, 40)}: ${blocks.join("\n").slice(0, 400)}`));
        });
      });
    },
    hold: (end, text) => void ask(end, HOLD + text),
    processes: [...(host ? [host] : []), claude, ...codex].map(({ name, child }) => ({ name, pid: child.pid })),
    async close() {
      await Promise.all(codex.map((own) => own.end()));
      await claude.end();
      await host?.end();
      if (options.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true });
    },
  };
  if (!options.isSilent) await Promise.all(codex.map((_, end) => rig.exchange(end, `Q${end}:first`)));
  return rig;
}

/** Resolves once a Claude session is on the bridge: asked before, a question would go to whoever is. */
async function attached(own: LineProcess): Promise<void> {
  const answered = new Promise<void>((resolve) => {
    own.onLine = (line) => {
      if (JSON.parse(line).id === "attached") resolve();
    };
  });
  const params = { name: "list_sessions", arguments: {} };
  own.send(JSON.stringify({ jsonrpc: "2.0", id: "attached", method: "tools/call", params }));
  await answered;
}

/** Says hello as a client, asks for the tools, and waits for the server's first answer. */
async function open(own: LineProcess, client: string): Promise<void> {
  const opened = new Promise<void>((resolve) => {
    own.onLine = (line) => {
      if (JSON.parse(line).id === 0) resolve();
    };
  });
  for (const line of openings(client)) own.send(line);
  own.send(JSON.stringify({ jsonrpc: "2.0", id: "tools", method: "tools/list" }));
  await opened;
}
