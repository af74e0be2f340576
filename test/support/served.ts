/** Both MCP servers on a domain, each with a scripted client at its other end. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveClaude } from "../../src/claude/server";
import { serveCodex } from "../../src/codex/server";
import { createTextKeeper, type KeepText } from "../../src/codex/texts";
import { toProject } from "./agents-in-process";
import { createDomain, type Domain } from "./domain";
import { settled } from "./fake-clock";
import { createMcpClient, type McpClient, type ToolAnswer } from "./mcp";

export const SESSION = { session: "cc_mcp", cwd: "/projects/alpha", project: toProject("alpha") };
export const MAX_WAIT_MS = 110_000;

export interface ServedClaude {
  domain: Domain;
  client: McpClient;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Claude Code, initialized and attached. */
export async function serveClaudeSide(options: Parameters<typeof createDomain>[0] = {}): Promise<ServedClaude> {
  const domain = await createDomain(options);
  const client = createMcpClient();
  const { bridge, log } = domain;
  const detach = await serveClaude({
    transport: client.transport,
    bridge,
    session: SESSION,
    attach: (_, call) => call({}),
    maxWaitMs: MAX_WAIT_MS,
    log,
    onClose: () => {},
  });
  await client.initialize();
  await settled();
  return {
    domain,
    client,
    async [Symbol.asyncDispose]() {
      await detach();
      await client.close();
      await domain[Symbol.asyncDispose]();
    },
  };
}

export interface ServedCodex {
  domain: Domain;
  client: McpClient;
  /** Where long texts are put. */
  texts: string;
  /** Calls as the thread `t-1` does. */
  call(name: string, input: unknown): { id: number; answer: Promise<ToolAnswer> };
  ask(message: string, more?: Record<string, unknown>): { id: number; answer: Promise<ToolAnswer> };
  check(input?: Record<string, unknown>): { id: number; answer: Promise<ToolAnswer> };
  /** Ends the process, as far as the bridge can see. */
  end(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Codex, initialized and attached. */
export async function serveCodexSide(options: { assertUsable?(): void; keep?: KeepText } = {}): Promise<ServedCodex> {
  const domain = await createDomain();
  const texts = join(mkdtempSync(join(tmpdir(), "codex-bridge-texts-")), "texts");
  const client = createMcpClient();
  const { api } = await domain.codex({ process: "p_mcp" });
  const stop = await serveCodex({
    transport: client.transport,
    api,
    clock: domain.clock,
    keep: options.keep ?? createTextKeeper(texts),
    process: "p_mcp",
    attach: (_, call) => call({}),
    maxWaitMs: MAX_WAIT_MS,
    onCall: () => {},
    assertUsable: options.assertUsable ?? (() => {}),
    log: domain.log,
    onClose: () => {},
  });
  await client.initialize();
  const call = (name: string, input: unknown) => client.call(name, input, { threadId: "t-1" });
  async function end(): Promise<void> {
    stop();
    await client.close();
    await api.detach();
  }

  return {
    domain,
    client,
    texts,
    call,
    ask: (message, more = {}) => call("send_to_claude", { message, ...more }),
    check: (input = {}) => call("check_claude_messages", input),
    end,
    async [Symbol.asyncDispose]() {
      await end();
      rmSync(join(texts, ".."), { recursive: true, force: true });
      await domain[Symbol.asyncDispose]();
    },
  };
}
