/**
 * The proof that what is registered works: a question from Codex's end reaches Claude's end and its
 * answer comes back, through the very commands that the clients will run, in a throw-away state
 * directory.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { BridgeError, toMessage } from "../shared/errors";
import { cutText } from "../shared/text";
import type { Places } from "./places";
import { startProofClient } from "./proof-client";
import type { Side } from "./registration";

/** A command with the variables that its registration adds. */
export interface Start {
  command: string[];
  env: Record<string, string>;
}

export interface Proof {
  /** From spawn to `tools/list`, for each server. */
  startMs: Record<Side, number>;
  roundTripMs: number;
}

const LIMIT_MS = 20_000;
const QUESTION = "Setup asks: do you hear me?";
const ANSWER = "Yes. The bridge works.";

const Tools = z.object({ tools: z.array(z.object({ name: z.string() })) });
const Pushed = z.object({ content: z.string(), meta: z.looseObject({ message_id: z.string() }) });
const Answer = z.object({ isError: z.boolean().optional(), content: z.array(z.object({ text: z.string() })) });

/** Makes the round trip, or throws a BridgeError that says where it broke. */
export async function proveRoundTrip(starts: Record<Side, Start>, places: Places): Promise<Proof> {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-proof-"));
  const signal = AbortSignal.timeout(LIMIT_MS);
  // The environment of a client that was started from a desktop: nothing of the shell's PATH.
  const env = {
    HOME: places.home,
    PATH: "/usr/bin:/bin",
    CODEX_BRIDGE_LOG_LEVEL: "warn",
    CODEX_BRIDGE_PORT: "0",
    CODEX_BRIDGE_STATE_DIR: directory,
  };
  const open = (side: Side) =>
    startProofClient(starts[side].command, { ...starts[side].env, ...env }, directory, signal);
  const clients: ReturnType<typeof open>[] = [];
  try {
    const begin = async (side: Side) => {
      const startedAt = performance.now();
      const client = open(side);
      clients.push(client);
      await attempt(`The server for ${SIDES[side].title} does not start`, async () => {
        await client.request("initialize", SIDES[side].hello);
        client.notify("notifications/initialized");
        const { tools } = Tools.parse(await client.request("tools/list", {}));
        if (!tools.some(({ name }) => name === SIDES[side].tool)) throw new Error(`it has no tool ${SIDES[side].tool}`);
      });
      return { client, startMs: Math.round(performance.now() - startedAt) };
    };
    const claude = await begin("claude");
    const codex = await begin("codex");

    const askedAt = performance.now();
    const asked = codex.client.request("tools/call", {
      name: "send_to_claude",
      arguments: { message: QUESTION, wait_seconds: 15 },
      _meta: { threadId: "setup" },
    });
    await attempt("A question from Codex did not come back answered", async () => {
      const early = asked.then((result) => Promise.reject(new Error(toText(result))));
      const push = await Promise.race([claude.client.next("notifications/claude/channel"), early]);
      const { content, meta } = Pushed.parse(push);
      if (!content.includes(QUESTION)) throw new Error(`Claude's end got another text: ${cutText(content, 200)}`);
      const reply = { name: "reply", arguments: { text: ANSWER, reply_to: meta.message_id } };
      const said = await claude.client.request("tools/call", reply);
      const answer = toText(await asked);
      if (!answer.includes(ANSWER))
        throw new Error(`Codex's end got: ${cutText(answer, 500)}; Claude's: ${toText(said)}`);
    });
    const roundTripMs = Math.round((performance.now() - askedAt) * 10) / 10;
    return { startMs: { claude: claude.startMs, codex: codex.startMs }, roundTripMs };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * What each client sends first (Claude Code 2.1.329, Codex CLI 0.169.0), and a tool that it must
 * get.
 */
const SIDES = {
  claude: {
    title: "Claude Code",
    tool: "reply",
    hello: {
      protocolVersion: "2025-11-25",
      capabilities: { roots: {} },
      clientInfo: { name: "claude-code", version: "0" },
    },
  },
  codex: {
    title: "Codex",
    tool: "send_to_claude",
    hello: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "codex-mcp-client", version: "0" } },
  },
} as const;

async function attempt(what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw new BridgeError("internal", `${what}: ${toMessage(error)}`);
  }
}

function toText(result: unknown): string {
  const parsed = Answer.safeParse(result);
  return parsed.success ? parsed.data.content.map(({ text }) => text).join("\n") : JSON.stringify(result);
}
