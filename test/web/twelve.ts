/**
 * Twelve pairs of agents in six projects on one host in this process: the page as somebody sees it who supervises many.
 * The agents are scripted and the database is real; no child process is started.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Host, startHost } from "../../src/rpc/host";
import { readConfig } from "../../src/shared/config";
import { createId } from "../../src/shared/ids";
import { createLog } from "../../src/shared/log";
import { openDatabase } from "../../src/store/open";
import { createStore, type Store } from "../../src/store/store";
import {
  attachClaudeAgent,
  attachCodexAgent,
  type ClaudeAgent,
  type CodexAgent,
  must,
} from "../support/agents-in-process";

/** Two pairs in each. */
export const PROJECTS = ["shop", "atlas", "infra", "billing", "docs", "radar"] as const;

export interface Pair {
  project: string;
  claude: ClaudeAgent;
  codex: CodexAgent;
  /** The conversation of the two. */
  conversation: string;
  /** Codex asks, Claude answers, Codex has received it. */
  exchange(question: string, answer: string): Promise<{ question: string; answer: string }>;
  /** Claude says something that nobody has to answer; the message's id. */
  say(text: string): Promise<string>;
}

export interface Twelve {
  url: string;
  host: Host;
  stateDir: string;
  pairs: Pair[];
  pair(index: number): Pair;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface TwelveOptions {
  /** How many of the twelve are connected and have spoken; the first of them of different projects. */
  pairs?: number;
  env?: Record<string, string>;
  /** Puts a history into the database before the host opens it. */
  seed?: (store: Store) => void;
}

/** Starts the host and its pairs. Each has asked and answered once, one pair after the other. */
export async function createTwelve(options: TwelveOptions = {}): Promise<Twelve> {
  const { pairs: count = 12, env = {}, seed } = options;
  const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-twelve-"));
  if (seed) seedStore(stateDir, seed);
  const config = readConfig({ HOME: stateDir, CODEX_BRIDGE_STATE_DIR: stateDir, CODEX_BRIDGE_PORT: "0", ...env });
  const host = await startHost(config, createLog("test", "silent"));
  const pairs: Pair[] = [];
  for (let n = 0; n < count; n++) pairs.push(await createPair(host, must(PROJECTS[n % PROJECTS.length]), n));
  return {
    url: host.url,
    host,
    stateDir,
    pairs,
    pair: (index) => must(pairs[index]),
    async [Symbol.asyncDispose]() {
      await Promise.all(pairs.flatMap(({ claude, codex }) => [claude.api.detach(), codex.api.detach()]));
      await host.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** Opens a state directory's database, lets `seed` fill it in one transaction, and closes it. */
function seedStore(stateDir: string, seed: (store: Store) => void): void {
  const db = openDatabase(join(stateDir, "bridge.db"));
  const store = createStore(db);
  db.transaction(() => seed(store))();
  store.close();
}

async function createPair({ bridge }: Host, project: string, n: number): Promise<Pair> {
  const claude = await attachClaudeAgent(bridge, { project });
  const codex = await attachCodexAgent(bridge, { project });
  async function exchange(question: string, answer: string) {
    const asked = codex.ask(question, { to: claude.session });
    const got = await claude.next();
    const id = createId("m");
    await claude.reply(answer, got.id, { id });
    const { batch } = await asked.result;
    await codex.ack(batch);
    return { question: asked.id, answer: id };
  }
  const { question } = await exchange(`What is left of step ${n + 1} in ${project}?`, `Only its tests, ${n + 1}.`);
  const { conversation } = must(bridge.console.message(question));
  return {
    project,
    claude,
    codex,
    conversation,
    exchange,
    async say(text) {
      const id = createId("m");
      await claude.api.send({ id, text, to: codex.thread });
      return id;
    },
  };
}
