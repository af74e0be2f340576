/** Whatever is wrong, `initialize` is answered at once, and the next tool call says in plain words what it is. */
import { describe, expect, test } from "bun:test";
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_PORT } from "../../src/shared/config";
import { createWorld, type World } from "../support/agents";

const TIMEOUT_MS = 20_000;
/** Starting Bun takes 0.1 s, on a busy machine longer; whatever waits for something in this program takes 1.5 s or more. */
const INITIALIZE_LIMIT_MS = 1_400;

interface Trouble {
  /** Brings the trouble about; gives the environment of the processes and how to end it, where that is possible. */
  arrange(world: World): { env?: Record<string, string>; mend?: () => void };
  claudeReads(env: Record<string, string>): string[];
  /** Where it is left out, Codex reads the same as with the troubles above it. */
  codexReads?(env: Record<string, string>): string[];
}

const CALLS = { reply: { text: "x" }, send_to_codex: { text: "x" }, list_sessions: {} };
const inState = (world: World, name: string) => join(world.stateDir, name);
const stateDirOf = (env: Record<string, string>) => env.CODEX_BRIDGE_STATE_DIR ?? "";

const TROUBLES: Record<string, Trouble> = {
  "an explicit port that another program has": {
    arrange() {
      const squatter = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
      return { env: { CODEX_BRIDGE_PORT: String(squatter.port) }, mend: () => squatter.stop(true) };
    },
    claudeReads: (env) => [`Port ${env.CODEX_BRIDGE_PORT}`, "CODEX_BRIDGE_PORT", "taken by another program"],
    codexReads: (env) => [`127.0.0.1:${env.CODEX_BRIDGE_PORT}`, "does not answer as a bridge"],
  },
  "a state directory that is a file": {
    arrange(world) {
      const path = inState(world, "file");
      writeFileSync(path, "");
      return { env: { CODEX_BRIDGE_STATE_DIR: path }, mend: () => rmSync(path) };
    },
    claudeReads: (env) => [stateDirOf(env), "CODEX_BRIDGE_STATE_DIR"],
    codexReads: (env) => [stateDirOf(env), "CODEX_BRIDGE_STATE_DIR"],
  },
  "a state directory below a file": {
    arrange(world) {
      writeFileSync(inState(world, "file"), "");
      const path = inState(world, "file/below");
      return { env: { CODEX_BRIDGE_STATE_DIR: path }, mend: () => rmSync(inState(world, "file")) };
    },
    claudeReads: (env) => [stateDirOf(env), "CODEX_BRIDGE_STATE_DIR"],
  },
  "a state directory that is a link": {
    arrange(world) {
      const path = inState(world, "link");
      mkdirSync(inState(world, "elsewhere"));
      symlinkSync(inState(world, "elsewhere"), path);
      return { env: { CODEX_BRIDGE_STATE_DIR: path }, mend: () => rmSync(path) };
    },
    claudeReads: (env) => [stateDirOf(env), "CODEX_BRIDGE_STATE_DIR", "link"],
  },
  "a port that is no number": {
    arrange: () => ({ env: { CODEX_BRIDGE_PORT: "eighty" } }),
    claudeReads: () => ['CODEX_BRIDGE_PORT="eighty"', "expected a whole number from 0 to 65535"],
    codexReads: () => ['CODEX_BRIDGE_PORT="eighty"', "expected a whole number from 0 to 65535"],
  },
  "several settings that cannot be used": {
    arrange: () => ({
      env: { CODEX_BRIDGE_PORT: "70000", CODEX_BRIDGE_STATE_DIR: "relative", CODEX_BRIDGE_URL: "nowhere" },
    }),
    claudeReads: () => ["CODEX_BRIDGE_PORT", "CODEX_BRIDGE_STATE_DIR", "CODEX_BRIDGE_URL"],
    codexReads: () => ["CODEX_BRIDGE_PORT", "CODEX_BRIDGE_STATE_DIR", "CODEX_BRIDGE_URL"],
  },
  "a database that is none": {
    arrange(world) {
      const path = inState(world, "bridge.db");
      writeFileSync(path, "this is no database at all, it is only a file of that name\n".repeat(50));
      return { mend: () => rmSync(path) };
    },
    claudeReads: (env) => [join(stateDirOf(env), "bridge.db"), "not a database"],
  },
  "a damaged token file": {
    arrange(world) {
      const path = inState(world, "token");
      writeFileSync(path, "short\n");
      return { mend: () => rmSync(path) };
    },
    claudeReads: (env) => [join(stateDirOf(env), "token"), "damaged"],
  },
};

if (process.getuid?.() === 0) {
  TROUBLES["a state directory of another user"] = {
    arrange(world) {
      const path = inState(world, "foreign");
      mkdirSync(path);
      chownSync(path, 12_345, 12_345);
      return { env: { CODEX_BRIDGE_STATE_DIR: path }, mend: () => chownSync(path, 0, 0) };
    },
    claudeReads: (env) => [stateDirOf(env), "CODEX_BRIDGE_STATE_DIR", "belongs to another user"],
  };
} else {
  TROUBLES["a state directory that may not be written"] = {
    arrange(world) {
      mkdirSync(inState(world, "closed"), { mode: 0o500 });
      const path = inState(world, "closed/below");
      return { env: { CODEX_BRIDGE_STATE_DIR: path }, mend: () => chmodSync(inState(world, "closed"), 0o700) };
    },
    claudeReads: (env) => [stateDirOf(env), "CODEX_BRIDGE_STATE_DIR"],
  };
}

function expectAll(text: string, parts: string[]): void {
  for (const part of parts) expect(text).toContain(part);
}

describe.each(Object.entries(TROUBLES))("with %s", (_, { arrange, claudeReads, codexReads }) => {
  test(
    "server.ts answers initialize, says what is wrong, and works once it is mended",
    async () => {
      await using world = createWorld();
      const { env = {}, mend } = arrange(world);
      const startedAt = performance.now();
      const claude = await world.claude({ env });
      expect(performance.now() - startedAt).toBeLessThan(INITIALIZE_LIMIT_MS);
      for (const [name, input] of Object.entries(CALLS)) {
        const { isError, text } = await claude.call(name, input);
        expect(isError).toBe(true);
        expectAll(text, claudeReads({ ...world.env, ...env }));
      }
      if (mend) {
        mend();
        expect((await claude.call("list_sessions", {})).text).toContain("(you)");
      }
      expect(claude.client.garbage).toEqual([]);
      expect(await claude.client.end()).toBe(0);
    },
    TIMEOUT_MS,
  );

  if (!codexReads) return;
  test(
    "codex-mcp.ts answers initialize and says what is wrong",
    async () => {
      await using world = createWorld();
      const { env = {}, mend } = arrange(world);
      const claude = await world.claude({ env });
      expect((await claude.call("list_sessions", {})).isError).toBe(true);
      const startedAt = performance.now();
      const codex = await world.codex({ env });
      expect(performance.now() - startedAt).toBeLessThan(INITIALIZE_LIMIT_MS);
      const { isError, text } = await codex.ask("hello").answer;
      expect(isError).toBe(true);
      expectAll(text, codexReads({ ...world.env, ...env }));
      expect(await codex.client.end()).toBe(0);
      mend?.();
    },
    TIMEOUT_MS,
  );
});

test(
  "the default port moves to a free one where another program has it, and Codex finds it",
  async () => {
    await using world = createWorld({ CODEX_BRIDGE_PORT: "" });
    using _squatter = squat(DEFAULT_PORT);
    const claude = await world.claude();
    const codex = await world.codex();
    const asked = codex.ask("where are you?");
    const question = await claude.next();
    await claude.reply("elsewhere", question.meta.message_id);
    expect((await asked.answer).blocks).toEqual(["elsewhere"]);
    const { port, url } = JSON.parse(readFileSync(inState(world, "endpoint.json"), "utf8"));
    expect(port).not.toBe(DEFAULT_PORT);
    expect(claude.client.stderr()).toContain(url);
  },
  TIMEOUT_MS,
);

/** Takes a port, unless somebody outside this test has it already, which serves as well. */
function squat(port: number): Disposable {
  try {
    const listener = Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } });
    return { [Symbol.dispose]: () => listener.stop(true) };
  } catch {
    return { [Symbol.dispose]() {} };
  }
}
