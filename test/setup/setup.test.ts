/** setup, doctor and uninstall on throw-away homes with the real Claude Code and Codex. */
import { expect, test } from "bun:test";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { toHooks } from "../../src/setup/claude-hooks";
import { describeWithTool } from "../support/tools";
import { createHome, type Home, ROOT } from "./home";

const LIMIT_MS = 60_000;

const COMMENTED = `# my Codex
model = "gpt-5" # favourite

# servers
[mcp_servers.other]   # keep this one
command = "x"
args = [ "a",
  "b", # note
]

[profiles.p]
model = "o3"
`;

const SETTINGS = '{\n\t"permissions": {\n\t\t"allow": [\n\t\t\t"Bash(ls:*)"\n\t\t]\n\t},\n\t"model": "opus"\n}\n';

const SetupOutput = z.object({
  ok: z.boolean(),
  changed: z.boolean(),
  steps: z.array(
    z.object({ what: z.string(), kind: z.string(), before: z.string().nullable(), replaces: z.boolean() }),
  ),
  proof: z.object({ roundTripMs: z.number() }),
  start: z.array(z.string()),
  notes: z.array(z.string()),
});
const DoctorOutput = z.object({
  ok: z.boolean(),
  checks: z.array(
    z
      .object({ id: z.string(), status: z.string(), summary: z.string(), remediation: z.string().nullable() })
      .transform(({ id, status, summary, remediation }) => ({
        id,
        state: status,
        what: summary,
        ...(remediation === null ? {} : { remedy: remediation }),
      })),
  ),
});
const UndoOutput = z.object({ ok: z.boolean(), leftAlone: z.array(z.string()) });

async function setup(home: Home, args: string[] = [], env: Record<string, string> = {}) {
  const { stdout, stderr, exitCode } = await home.bridge(["setup", "--yes", "--json", ...args], env);
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  return SetupOutput.parse(JSON.parse(stdout));
}

async function doctor(home: Home, args: string[] = [], env: Record<string, string> = {}) {
  const { stdout } = await home.bridge(["doctor", "--json", ...args], env);
  const { ok, checks } = DoctorOutput.parse(JSON.parse(stdout));
  return {
    ok,
    find: (id: string) => checks.find((check) => check.id === id),
    odd: checks.filter(({ state }) => state !== "ok"),
  };
}

async function uninstall(home: Home, args: string[] = [], env: Record<string, string> = {}) {
  const { stdout, stderr, exitCode } = await home.bridge(["uninstall", "--yes", "--json", ...args], env);
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  return UndoOutput.parse(JSON.parse(stdout));
}

/** As after some use: both clients have written their own files. */
async function createUsedHome(): Promise<Home> {
  const home = createHome();
  await Promise.all([home.client("claude", ["mcp", "list"]), home.client("codex", ["mcp", "list"])]);
  return home;
}

describeWithTool(["claude", "codex"], "setup with the real clients", () => {
  test(
    "setup, doctor, setup again, uninstall: byte for byte as before",
    async () => {
      using home = await createUsedHome();
      home.write(".codex/config.toml", COMMENTED);
      home.write(".claude/settings.json", SETTINGS);
      const before = home.snapshot();

      const first = await setup(home);
      expect(first).toMatchObject({ ok: true, changed: true });
      expect(first.start).toEqual(["claude", "codex"]);
      expect(home.read(".codex/config.toml")).toStartWith(COMMENTED);
      expect(home.read(".codex/config.toml")).toContain('tool_timeout_sec = 120\nenv_vars = ["CODEX_HOME"]\n');
      const withRule = SETTINGS.replace('"Bash(ls:*)"\n', '"Bash(ls:*)",\n\t\t\t"mcp__codex-bridge__*"\n');
      expect(home.read(".claude/settings.json")).toStartWith(`${withRule.slice(0, -"\n}\n".length)},\n\t"hooks": {\n`);
      expect(JSON.parse(home.read(".claude/settings.json"))).toEqual({
        ...JSON.parse(withRule),
        hooks: toHooks(expect.stringContaining(`${ROOT}/dist/hook.js codex-bridge`)),
      });

      const { ok, odd } = await doctor(home);
      expect(odd).toEqual([]);
      expect(ok).toBe(true);
      const claude = await home.client("claude", ["mcp", "get", "codex-bridge"]);
      expect(claude.stdout).toMatch(/User config[\s\S]*✔ Connected/);
      const codex = await home.client("codex", ["mcp", "get", "codex-bridge", "--json"]);
      expect(JSON.parse(codex.stdout)).toMatchObject({
        enabled: true,
        tool_timeout_sec: 120,
        transport: { env_vars: ["CODEX_HOME"] },
      });

      const between = home.snapshot();
      expect(await setup(home)).toMatchObject({ ok: true, changed: false, steps: [] });
      const { ".claude.json": ofClaude, ...files } = home.snapshot();
      expect(files).toEqual(Object.fromEntries(Object.entries(between).filter(([name]) => name !== ".claude.json")));
      expect(ofClaude).toContain("codex-bridge");

      // `claude mcp get` above made a state directory with a history of its own.
      expect(await uninstall(home, ["--purge"])).toEqual({ ok: true, leftAlone: [] } as never);
      expect(home.snapshot()).toEqual(before);
    },
    LIMIT_MS,
  );

  test(
    "a clean home: nothing of setup is left, and uninstall twice is no error",
    async () => {
      using home = createHome();
      await setup(home);
      expect(home.read(".codex/config.toml")).toStartWith("[mcp_servers.codex-bridge]\n");
      await uninstall(home);
      // Claude Code's own file was made by Claude Code itself.
      expect(Object.keys(home.snapshot())).toEqual([".claude.json"]);
      expect(home.has(".claude/channels")).toBe(false);
      expect(await uninstall(home)).toMatchObject({ ok: true });
    },
    LIMIT_MS,
  );

  test(
    "CODEX_HOME, CLAUDE_CONFIG_DIR and the state directory are respected on both sides",
    async () => {
      using home = createHome();
      mkdirSync(join(home.path, "codex"));
      const env = {
        CODEX_HOME: join(home.path, "codex"),
        CLAUDE_CONFIG_DIR: join(home.path, "claude"),
        CODEX_BRIDGE_STATE_DIR: join(home.path, "state"),
      };
      await setup(home, [], env);
      expect(home.read("codex/config.toml")).toContain(
        `env = { CODEX_BRIDGE_STATE_DIR = "${env.CODEX_BRIDGE_STATE_DIR}" }`,
      );
      expect(home.read("claude/.claude.json")).toContain(`"CODEX_BRIDGE_STATE_DIR": "${env.CODEX_BRIDGE_STATE_DIR}"`);
      expect(home.read("claude/settings.json")).toContain("mcp__codex-bridge__*");
      expect(home.read("claude/settings.json")).toContain(
        `"command": "CODEX_BRIDGE_STATE_DIR=${env.CODEX_BRIDGE_STATE_DIR} `,
      );
      expect((await doctor(home, [], env)).odd).toEqual([]);
      expect(await setup(home, [], env)).toMatchObject({ changed: false });
      await uninstall(home, ["--purge"], env);
      expect(home.has("codex/config.toml")).toBe(false);
      expect(home.has("state")).toBe(false);

      const missing = await home.bridge(["setup", "--yes"], { CODEX_HOME: join(home.path, "nowhere") });
      expect(missing.exitCode).toBe(1);
      expect(missing.stderr).toContain("does not exist");
    },
    LIMIT_MS,
  );

  test(
    "broken files are refused with their line, and nothing is changed",
    async () => {
      using home = await createUsedHome();
      home.write(".codex/config.toml", 'model = "gpt-5"\n\n[mcp_servers.other]\ncommand = = 3\n');
      const before = home.snapshot();
      const broken = await home.bridge(["setup", "--yes"]);
      expect(broken.exitCode).toBe(1);
      expect(broken.stderr).toMatch(/config\.toml is not valid TOML: line 4, column \d+.*Mend it and run setup again/s);
      expect(home.snapshot()).toEqual(before);
      expect((await doctor(home)).find("codex-entry")).toMatchObject({
        state: "fail",
        what: expect.stringContaining("line 4"),
      });

      home.write(".codex/config.toml", "");
      home.write(".claude/settings.json", '{\n  "permissions": {,\n}\n');
      const settings = await home.bridge(["setup", "--yes"]);
      expect(settings.stderr).toContain("settings.json is not valid JSON: line 2");
      expect(home.has(".claude/channels")).toBe(false);
    },
    LIMIT_MS,
  );

  test(
    "a read-only config is a clear error with the lines to write by hand",
    async () => {
      using home = await createUsedHome();
      home.write(".codex/config.toml", COMMENTED);
      chmodSync(join(home.path, ".codex/config.toml"), 0o444);
      const before = home.snapshot();
      const { exitCode, stderr } = await home.bridge(["setup", "--yes"]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("config.toml is read-only. Make it writable first: chmod u+w");
      expect(stderr).toContain("[mcp_servers.codex-bridge]");
      expect(home.snapshot()).toEqual(before);
      // The other side alone can be set up.
      await setup(home, ["--claude-only"]);
      expect(home.read(".codex/config.toml")).toBe(COMMENTED);
    },
    LIMIT_MS,
  );

  test(
    "entries of another bridge are shown, replaced after asking, and come back",
    async () => {
      using home = await createUsedHome();
      await home.client("claude", [
        "mcp",
        "add",
        "--scope",
        "user",
        "codex-bridge",
        "--env",
        "A=1",
        "--",
        "node",
        "/opt/other/bridge.js",
      ]);
      await home.client("claude", [
        "mcp",
        "add",
        "--scope",
        "local",
        "codex-bridge",
        "--",
        "bun",
        "/gone/codex-bridge/server.ts",
      ]);
      home.write(
        ".mcp.json",
        '{"mcpServers": {"codex-bridge": {"command": "bun", "args": ["/gone/codex-bridge/server.ts"]}, "z": {"command": "z"}}}',
      );
      home.write(
        ".codex/config.toml",
        `${COMMENTED}\n[mcp_servers.codex-bridge] # the other one\nurl = "http://127.0.0.1:9/mcp"\n\n[mcp_servers.codex-bridge.http_headers]\nA = "1"\n`,
      );
      const before = home.snapshot();

      const refused = await home.bridge(["setup"]);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain("codex-bridge setup --yes");
      expect(refused.stdout).toContain("node /opt/other/bridge.js");
      expect(refused.stdout).toContain("has moved or gone");
      expect(home.snapshot()).toEqual(before);
      expect((await doctor(home)).find("doubles")).toMatchObject({ state: "warn" });

      const done = await setup(home);
      expect(done.steps.filter(({ replaces }) => replaces)).toHaveLength(4);
      expect((await doctor(home)).odd).toEqual([]);
      expect(home.read(".mcp.json")).toBe('{"mcpServers": {"z": {"command": "z"}}}');
      expect(home.read(".codex/config.toml")).not.toContain("http://127.0.0.1:9");

      expect((await uninstall(home, ["--purge"])).leftAlone).toEqual([]);
      const { ".claude.json": nowOfClaude, ...now } = home.snapshot();
      const { ".claude.json": ofClaude, ...then } = before;
      expect(now).toEqual(then);
      expect(JSON.parse(String(nowOfClaude?.slice(4))).mcpServers).toEqual(
        JSON.parse(String(ofClaude?.slice(4))).mcpServers,
      );
      expect(nowOfClaude).toContain("/gone/codex-bridge/server.ts");
    },
    LIMIT_MS,
  );

  test(
    "an entry of a moved clone keeps what its owner added",
    async () => {
      using home = await createUsedHome();
      home.write(
        ".codex/config.toml",
        '[mcp_servers.codex-bridge]\ncommand = "bun"\nargs = ["/gone/codex-bridge/codex-mcp.ts"] # mine\nstartup_timeout_sec = 20\ntool_timeout_sec = 300\nenv = { CODEX_BRIDGE_LOG_LEVEL = "debug" }\n',
      );
      await setup(home);
      const text = home.read(".codex/config.toml");
      expect(text).toContain(
        `"${ROOT}/dist/codex-mcp.js"] # mine\nstartup_timeout_sec = 20\ntool_timeout_sec = 300\nenv = {`,
      );
      expect((await doctor(home)).odd).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    "uninstall leaves alone what somebody changed since, and says so",
    async () => {
      using home = await createUsedHome();
      home.write(".codex/config.toml", COMMENTED);
      await setup(home);
      // Other lines of the same files: only the bridge's part goes.
      home.write(".codex/config.toml", home.read(".codex/config.toml").replace("# favourite", "# still"));
      home.write(
        ".claude/settings.json",
        home.read(".claude/settings.json").replace('"permissions"', '"model": "opus",\n  "permissions"'),
      );
      expect((await uninstall(home)).leftAlone).toEqual([]);
      expect(home.read(".codex/config.toml")).toBe(COMMENTED.replace("# favourite", "# still"));
      expect(JSON.parse(home.read(".claude/settings.json"))).toEqual({ model: "opus", permissions: { allow: [] } });

      // The bridge's own entry: left as somebody wants it.
      await setup(home);
      const changed = home.read(".codex/config.toml").replace("tool_timeout_sec = 120", "tool_timeout_sec = 900");
      home.write(".codex/config.toml", changed);
      expect((await uninstall(home)).leftAlone).toEqual([expect.stringContaining("was changed since")]);
      expect(home.read(".codex/config.toml")).toBe(changed);
    },
    LIMIT_MS,
  );

  test(
    "without its record, uninstall takes out what is recognisably the bridge's",
    async () => {
      using home = await createUsedHome();
      await setup(home);
      const state = join(home.path, ".claude/channels/codex-bridge");
      await Bun.file(join(state, "setup.json")).delete();
      home.write(".claude/channels/codex-bridge/bridge.db", "");
      const { stdout, exitCode } = await home.bridge(["uninstall", "--yes"]);
      expect(exitCode).toBe(0);
      // With no Bun left, a command would be of no use.
      expect(stdout).toContain(`The history stays in ${state}; remove that directory, and it is gone.`);
      expect(home.read(".codex/config.toml")).toBe("");
      expect(home.read(".claude/settings.json")).not.toContain("codex-bridge");
      expect(home.read(".claude.json")).not.toContain("codex-bridge");
    },
    LIMIT_MS,
  );

  test(
    "doctor finds what is wrong, and --fix mends it",
    async () => {
      using home = await createUsedHome();
      const bare = await home.bridge(["doctor"]);
      expect(bare.exitCode).toBe(1);
      expect(bare.stdout).toMatch(/✗ Entry in Claude Code\s+not registered\n\s+→ codex-bridge setup/);
      expect(bare.stdout).not.toContain("\x1b[");
      expect(bare.stdout).toContain("doctor --fix` does what setup can do.");

      const fixed = await home.bridge(["doctor", "--fix"]);
      expect(fixed.exitCode).toBe(0);
      expect(fixed.stdout).toContain("All is well.");

      const state = join(home.path, ".claude/channels/codex-bridge");
      chmodSync(state, 0o755);
      home.write(
        ".codex/config.toml",
        home
          .read(".codex/config.toml")
          .replace(/^command = .*/m, 'command = "bun"')
          .replace("= 120", "= 60"),
      );
      const ill = await doctor(home);
      expect(ill.find("state")).toMatchObject({ state: "warn", remedy: expect.stringContaining("chmod") });
      expect(ill.find("start")).toMatchObject({
        state: "warn",
        what: expect.stringContaining('looks for "bun" on its PATH'),
      });
      expect(ill.find("codex-entry")).toMatchObject({
        state: "warn",
        what: expect.stringContaining("gives up on a call after 60"),
      });
      expect((await doctor(home, ["--fix"])).odd).toEqual([]);

      const pinned = await doctor(home, [], { CODEX_BRIDGE_STATE_DIR: join(home.path, "elsewhere") });
      expect(pinned.odd.map(({ id }) => id)).toContain("claude-entry");

      using blocker = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
      const taken = { CODEX_BRIDGE_PORT: String(blocker.port) };
      const port = await doctor(home, [], taken);
      expect(port.find("port")).toMatchObject({
        state: "fail",
        what: expect.stringContaining(`process ${process.pid}`),
      });
      // Nothing that setup could mend: it is not offered.
      expect((await home.bridge(["doctor"], taken)).stdout).not.toContain("doctor --fix");
    },
    LIMIT_MS,
  );
});

describeWithTool(["codex"], "setup where one client is missing", () => {
  test(
    "sets up the other and says what is missing; a link to config.toml stays a link",
    async () => {
      using home = createHome(["codex"]);
      home.write("dotfiles/codex.toml", COMMENTED);
      mkdirSync(join(home.path, ".codex"), { recursive: true });
      symlinkSync(join(home.path, "dotfiles/codex.toml"), join(home.path, ".codex/config.toml"));
      const { notes, start } = await setup(home);
      expect(notes).toEqual([expect.stringContaining("npm install --global @anthropic-ai/claude-code")]);
      expect(start).toContain("codex");
      expect(home.read("dotfiles/codex.toml")).toContain("[mcp_servers.codex-bridge]");
      await uninstall(home);
      expect(home.read("dotfiles/codex.toml")).toBe(COMMENTED);

      const none = createHome([]);
      const { exitCode, stderr } = await none.bridge(["setup", "--yes"]);
      none[Symbol.dispose]();
      expect(exitCode).toBe(1);
      expect(stderr).toContain("There is nothing to set up");
    },
    LIMIT_MS,
  );
});
