/** The real Claude Code adds the marketplace from the release branch, installs the plugin, runs all of its parts and removes it again. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { nextToolUse } from "../clients/claude-code";
import {
  createMessagesApi,
  findToolResult,
  type MessagesApi,
  type MessagesScript,
  readMessages,
  text,
} from "../clients/messages-api";
import { describeWithTool } from "../support/tools";
import { BUILT, createRepository, type Repository, ROOT } from "./marketplace";
import { createPluginHome, type PluginHome, REPOSITORY, succeed } from "./plugin-home";

const LIMIT_MS = 180_000;
const PLUGIN = "codex-bridge@codex-bridge";
const TOOL = "mcp__plugin_codex-bridge_codex-bridge__";

const Init = z.looseObject({
  subtype: z.literal("init"),
  mcp_servers: z.array(z.looseObject({ name: z.string(), status: z.string() })),
  slash_commands: z.array(z.string()),
  skills: z.array(z.string()),
});
const Results = z.object({ checks: z.array(z.object({ id: z.string(), status: z.string(), summary: z.string() })) });
const HookEnd = z.looseObject({ subtype: z.literal("hook_response"), hook_event: z.string(), exit_code: z.number() });

describeWithTool(["claude"], "the plugin in the real Claude Code", () => {
  let repository: Repository;
  let home: PluginHome;
  let api: MessagesApi;
  let script: MessagesScript = () => text("hello");

  beforeAll(() => {
    repository = createRepository();
    api = createMessagesApi({ script: (request) => script(request) });
    home = createPluginHome({
      repository: repository.path,
      env: { ANTHROPIC_BASE_URL: api.baseUrl, ANTHROPIC_API_KEY: "none" },
    });
  });
  afterAll(async () => {
    home[Symbol.dispose]();
    repository[Symbol.dispose]();
    await api.stop();
  });

  async function print(prompt: string, answer: MessagesScript = () => text("hello"), ...flags: string[]) {
    script = answer;
    const before = api.requests.length;
    const output = ["--output-format", "stream-json", "--verbose"];
    const stdout = succeed(await home.run("claude", "-p", prompt, ...output, ...flags));
    const events = stdout
      .split("\n")
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
    const init = events.flatMap((event) => Init.safeParse(event).data ?? [])[0];
    const hooks = events.flatMap((event) => HookEnd.safeParse(event).data ?? []);
    const requests = api.requests.slice(before);
    return { init, hooks, requests, said: requests.flatMap((request) => readMessages(request, "user")).join("\n") };
  }

  /** Calls one tool of the plugin's server and keeps what it said. */
  function callOnce(name: string, input: Record<string, unknown>) {
    const outputs: string[] = [];
    const answer: MessagesScript = (request) => {
      const step = nextToolUse(request, { name: `${TOOL}${name}`, input, id: "toolu_1" });
      if (step !== undefined) return step;
      outputs.push(findToolResult(request, "toolu_1")?.text ?? "");
      return text("done");
    };
    return { outputs, answer };
  }

  test(
    "is valid to the letter, the marketplace and the plugin",
    async () => {
      for (const path of [BUILT, join(BUILT, "codex-bridge")]) {
        const { exitCode, stdout, stderr } = await home.run("claude", "plugin", "validate", path, "--strict");
        expect(exitCode, stdout + stderr).toBe(0);
      }
      // It looks at the parts: a hook that is broken is refused.
      const broken = join(home.path, "broken");
      cpSync(join(BUILT, "codex-bridge"), broken, { recursive: true });
      const hooks = join(broken, "claude", "hooks.json");
      writeFileSync(hooks, readFileSync(hooks, "utf8").replace("SessionEnd", "SessionFin"));
      expect((await home.run("claude", "plugin", "validate", broken, "--strict")).exitCode).toBe(1);
    },
    LIMIT_MS,
  );

  test(
    "is added from the folder that was built, and connects from there",
    async () => {
      using other = createPluginHome({ repository: repository.path });
      succeed(await other.run("claude", "plugin", "marketplace", "add", BUILT));
      succeed(await other.run("claude", "plugin", "install", PLUGIN));
      const servers = succeed(await other.run("claude", "mcp", "list"));
      expect(servers).toMatch(/^plugin:codex-bridge:codex-bridge: .* Connected$/m);
    },
    LIMIT_MS,
  );

  test(
    "is added from the release branch and installed, and its server connects from there, with nothing installed beside it",
    async () => {
      succeed(await home.run("claude", "plugin", "marketplace", "add", `${REPOSITORY}#release`));
      succeed(await home.run("claude", "plugin", "install", PLUGIN));
      const [listed] = z
        .array(z.looseObject({ id: z.string(), enabled: z.boolean(), installPath: z.string() }))
        .parse(JSON.parse(succeed(await home.run("claude", "plugin", "list", "--json"))));
      expect(listed).toMatchObject({ id: PLUGIN, enabled: true });
      expect(existsSync(join(listed?.installPath ?? "", "node_modules"))).toBe(false);
      const servers = succeed(await home.run("claude", "mcp", "list"));
      expect(servers).toMatch(/^plugin:codex-bridge:codex-bridge: sh .*\.claude\/plugins\/cache\/.* Connected$/m);
    },
    LIMIT_MS,
  );

  test(
    "brings its server, hooks, skill and commands into a session, and /codex-bridge:status shows the bridge",
    async () => {
      const { init, hooks, said, requests } = await print("/codex-bridge:status");
      expect(init?.mcp_servers).toEqual([
        expect.objectContaining({ name: "plugin:codex-bridge:codex-bridge", status: "connected" }),
      ]);
      const commands = ["ask", "pause", "status"].map((name) => `codex-bridge:${name}`);
      expect(init?.slash_commands).toEqual(expect.arrayContaining(commands));
      expect(init?.skills).toContain("codex-bridge:talk-to-codex");
      expect(hooks).toContainEqual(expect.objectContaining({ hook_event: "SessionStart", exit_code: 0 }));
      expect(said).toMatch(/attached: 1 of Claude, 0 of Codex/);
      expect(requests[0]?.system).toContain("codex-bridge:talk-to-codex: When and how to work with Codex");
    },
    LIMIT_MS,
  );

  test(
    "/codex-bridge:ask hands on what it was given, and may use the tool without being asked",
    async () => {
      const { outputs, answer } = callOnce("send_to_codex", { text: "is it red?", wait_seconds: 1 });
      const { said } = await print("/codex-bridge:ask is it red?", answer);
      expect(said).toContain("Your user wants you to ask Codex this:\n\nis it red?");
      expect(outputs[0]).toContain("Not sent: no Codex session is connected");
    },
    LIMIT_MS,
  );

  test(
    "`codex-bridge claude` opens the plugin's channel for a Claude without an inbox, where there is no other registration",
    async () => {
      const bin = join(home.path, "stub");
      mkdirSync(bin);
      const stub = `#!/bin/sh\n[ "$1" = --version ] && echo 2.1.247 || echo "$@"\n`;
      writeFileSync(join(bin, "claude"), stub, { mode: 0o755 });
      const start = () => {
        const env = { ...home.env, PATH: `${bin}:${home.env.PATH}` };
        return Bun.spawnSync([process.execPath, join(ROOT, "cli.ts"), "claude"], { env, cwd: home.project });
      };
      const flag = "--dangerously-load-development-channels";
      expect(start().stdout.toString()).toBe(`${flag} plugin:${PLUGIN}\n`);
      succeed(await home.run("claude", "mcp", "add", "--scope", "user", "codex-bridge", "--", "true"));
      expect(start().stdout.toString()).toBe(`${flag} server:codex-bridge\n`);
      succeed(await home.run("claude", "mcp", "remove", "--scope", "user", "codex-bridge"));
    },
    LIMIT_MS,
  );

  test(
    "registered a second time as a server, it is still one session, and the doctor says what to do",
    async () => {
      const server = ["--", process.execPath, join(ROOT, "server.ts")];
      succeed(await home.run("claude", "mcp", "add", "--scope", "user", "codex-bridge", ...server));
      const { outputs, answer } = callOnce("list_sessions", {});
      const { init } = await print("go", answer, "--allowedTools", `${TOOL}list_sessions`);
      expect(init?.mcp_servers.map(({ name, status }) => [name, status]).toSorted()).toEqual([
        ["codex-bridge", "connected"],
        ["plugin:codex-bridge:codex-bridge", "connected"],
      ]);
      expect(outputs[0]?.match(/^- claude cc_.*, connected/gm)).toHaveLength(1);

      const bridge = (...args: string[]): unknown => {
        const PATH = `${join(ROOT, "test", "tools", "node_modules", ".bin")}:${home.env.PATH}`;
        const command = [process.execPath, join(ROOT, "cli.ts"), ...args, "--json"];
        const { stdout } = Bun.spawnSync(command, { env: { ...home.env, PATH }, cwd: home.project });
        return JSON.parse(stdout.toString());
      };
      const Plan = z.object({ notes: z.array(z.string()) });
      expect(Plan.parse(bridge("setup", "--dry-run", "--claude-only")).notes.join("\n")).toContain(
        `Keep one: claude plugin disable ${PLUGIN}`,
      );
      const { checks } = Results.parse(bridge("doctor"));
      expect(checks.find(({ id }) => id === "doubles")).toMatchObject({
        status: "warn",
        summary: expect.stringContaining(`the plugin ${PLUGIN} starts the bridge too`),
      });
      succeed(await home.run("claude", "mcp", "remove", "--scope", "user", "codex-bridge"));

      // Alone, it is what the doctor looks for.
      const alone = Results.parse(bridge("doctor")).checks;
      expect(alone.find(({ id }) => id === "claude-entry")).toMatchObject({ status: "ok" });
      expect(alone.find(({ id }) => id === "approvals")?.summary).toContain(`${TOOL}*`);
    },
    LIMIT_MS,
  );

  test(
    "/codex-bridge:pause holds what the agents say, and tells so",
    async () => {
      const { said } = await print("/codex-bridge:pause");
      expect(said).toContain("Tell your user what this says.");
      expect(said).toContain("Everything is paused: what the agents say is held.");
      expect((await print("/codex-bridge:status")).said).toContain("everything is paused");
    },
    LIMIT_MS,
  );

  test(
    "is uninstalled without a trace in what Claude Code starts",
    async () => {
      succeed(await home.run("claude", "plugin", "uninstall", PLUGIN));
      succeed(await home.run("claude", "plugin", "marketplace", "remove", "codex-bridge"));
      expect(succeed(await home.run("claude", "plugin", "list", "--json")).trim()).toBe("[]");
      expect(succeed(await home.run("claude", "mcp", "list"))).not.toContain("codex-bridge");
      expect(readFileSync(join(home.path, ".claude", "settings.json"), "utf8")).not.toContain("codex-bridge");
    },
    LIMIT_MS,
  );
});
