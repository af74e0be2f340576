/** Where Codex cannot be reached, the message is stored, the sender is told why, and the next call brings it. */
import { expect, test } from "bun:test";
import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { CONTROL_SOCKET } from "../../src/codex/contract";
import { createWorld, type World } from "../support/agents";
import { describeWithTool, findTool } from "../support/tools";
import { time } from "./push-stage";

const TIMEOUT_MS = 30_000;
/** The push gives a push this long before it reports. */
const LIMIT_MS = 10_000;
const ROOT = join(import.meta.dir, "..", "..");

interface Case {
  reason: string;
  env?: Record<string, string>;
  command?: string[];
  /** Prepares Codex's home; what it returns ends with the test. */
  arrange?(world: World, socket: string): Disposable | Promise<Disposable | undefined> | undefined;
}

const codexPath = `${dirname(findTool("codex") ?? "/nowhere/codex")}:${process.env.PATH}`;

const cases: Record<string, Case> = {
  "a home that does not exist": { reason: "this session does not live in Codex's home" },
  "a home that another Codex lives in": {
    reason: "this session does not live in Codex's home",
    env: { PATH: codexPath },
    arrange(world) {
      mkdirSync(world.env.CODEX_HOME ?? "");
      return undefined;
    },
  },
  "no daemon and no Codex CLI": {
    reason: "no Codex app-server runs here, and the Codex CLI is not on the PATH",
    env: { PATH: dirname(process.execPath) },
    arrange(world) {
      mkdirSync(world.env.CODEX_HOME ?? "");
      return undefined;
    },
  },
  "a socket that a killed daemon left": {
    reason: "nothing answers at Codex's control socket",
    async arrange(_, socket) {
      const script = `Bun.listen({ unix: ${JSON.stringify(socket)}, socket: { data() {} } }); console.log("listening")`;
      const child = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" });
      await child.stdout.getReader().read();
      child.kill("SIGKILL");
      await child.exited;
      expect(readdirSync(dirname(socket))).toHaveLength(1);
      return undefined;
    },
  },
  "a socket at which somebody listens who never answers": {
    reason: "does not answer",
    arrange(_, socket) {
      const listener = Bun.listen({ unix: socket, socket: { data() {} } });
      return { [Symbol.dispose]: () => listener.stop(true) };
    },
  },
  "a socket at which somebody listens who speaks something else": {
    reason: "Codex's control socket",
    arrange(_, socket) {
      const options = { unix: socket, socket: { data: (to: { end(text: string): void }) => to.end("220 hello\r\n") } };
      const listener = Bun.listen(options);
      return { [Symbol.dispose]: () => listener.stop(true) };
    },
  },
  "CODEX_BRIDGE_PUSH=never": {
    reason: "pushing is switched off (CODEX_BRIDGE_PUSH=never)",
    env: { CODEX_BRIDGE_PUSH: "never" },
  },
};

/** Root may use every socket, so the process then goes without the privileges that make it root. */
const isRoot = process.getuid?.() === 0;
const setpriv = Bun.which("setpriv");
if (!isRoot || setpriv) {
  const unprivileged = [setpriv ?? "", "--bounding-set=-all", "--inh-caps=-all", "--"];
  cases["a socket that is another user's"] = {
    reason: "permission denied",
    command: [...(isRoot ? unprivileged : []), process.execPath, join(ROOT, "codex-mcp.ts")],
    arrange(_, socket) {
      const listener = Bun.listen({ unix: socket, socket: { data() {} } });
      chmodSync(socket, 0);
      return { [Symbol.dispose]: () => listener.stop(true) };
    },
  };
}

describeWithTool(["codex"], "a Codex that cannot be reached", () => {
  for (const [name, { reason, env = {}, command, arrange }] of Object.entries(cases)) {
    test.concurrent(
      name,
      async () => {
        await using world = createWorld();
        const claude = await world.claude();
        const socket = join(world.env.CODEX_HOME ?? "", CONTROL_SOCKET);
        if (arrange && !env.PATH) mkdirSync(dirname(socket), { recursive: true });
        using _arranged = (await arrange?.(world, socket)) ?? { [Symbol.dispose]() {} };
        const codex = await world.codex({ env, ...(command ? { command } : {}) });
        expect((await codex.check()).isError).toBe(false);
        const startedAt = performance.now();
        const sent = await time(name, claude.call("send_to_codex", { text: "KEPT", to: codex.thread }));
        expect(performance.now() - startedAt).toBeLessThan(LIMIT_MS);
        expect(sent.isError).toBe(false);
        expect(sent.text).toStartWith("Stored for Codex");
        expect(sent.text).toContain(reason);
        expect((await codex.check()).text).toContain("KEPT");
        expect((await codex.check()).text).not.toContain("KEPT");
      },
      TIMEOUT_MS,
    );
  }
});
