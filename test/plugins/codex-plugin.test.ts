/** The real Codex adds the marketplace from the release branch, installs the plugin, talks through it and removes it again. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { VERSION } from "../../src/shared/version";
import { MODELS, scriptCalls } from "../clients/codex-cli";
import { createResponsesApi, message, type ResponsesApi, type ResponsesScript } from "../clients/responses-api";
import { createWorld, type World } from "../support/agents";
import { describeWithTool } from "../support/tools";
import { BUILT, createRepository, type Repository, ROOT } from "./marketplace";
import { createPluginHome, type PluginHome, REPOSITORY, succeed } from "./plugin-home";

const LIMIT_MS = 180_000;
const PLUGIN = "codex-bridge@codex-bridge";

describeWithTool(["codex"], "the plugin in the real Codex", () => {
  let world: World;
  let repository: Repository;
  let home: PluginHome;
  let api: ResponsesApi;
  let script: ResponsesScript = () => message("hello");

  beforeAll(() => {
    world = createWorld();
    repository = createRepository();
    api = createResponsesApi({ script: (request) => script(request) });
    home = createPluginHome({ repository: repository.path, env: { OPENAI_API_KEY: "none" } });
    const config = [
      'model_provider = "scripted"',
      "check_for_update_on_startup = false",
      "[model_providers.scripted]",
      'name = "scripted"',
      `base_url = ${JSON.stringify(api.baseUrl)}`,
      'wire_api = "responses"',
      'env_key = "OPENAI_API_KEY"',
      "request_max_retries = 0",
      "stream_max_retries = 0",
      "[analytics]",
      "enabled = false",
    ];
    writeFileSync(join(home.path, ".codex", "config.toml"), `${config.join("\n")}\n`);
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    home[Symbol.dispose]();
    repository[Symbol.dispose]();
    await api.stop();
  });

  const config = () => readFileSync(join(home.path, ".codex", "config.toml"), "utf8");

  test(
    "is added from the release branch and installed, with its server's timeouts",
    async () => {
      succeed(await home.run("codex", "plugin", "marketplace", "add", REPOSITORY, "--ref", "release"));
      succeed(await home.run("codex", "plugin", "add", PLUGIN));
      const List = z.object({ installed: z.array(z.looseObject({ pluginId: z.string(), enabled: z.boolean() })) });
      const { installed } = List.parse(JSON.parse(succeed(await home.run("codex", "plugin", "list", "--json"))));
      expect(installed).toEqual([expect.objectContaining({ pluginId: PLUGIN, enabled: true })]);
      expect(succeed(await home.run("codex", "mcp", "list"))).toMatch(/^codex-bridge .* enabled /m);
      expect(JSON.parse(succeed(await home.run("codex", "mcp", "get", "codex-bridge", "--json")))).toMatchObject({
        enabled: true,
        startup_timeout_sec: 30,
        tool_timeout_sec: 120,
        // The session's own directory: by it, the bridge knows the project.
        transport: { cwd: null, env_vars: ["CODEX_HOME"] },
      });
    },
    LIMIT_MS,
  );

  test(
    "asks a Claude through its server, from the session's project, and its model is shown the skill",
    async () => {
      // The plugin's server has no settings of its own: this home's bridge is where the defaults are.
      const stateDir = join(home.path, ".claude", "channels", "codex-bridge");
      const claude = await world.claude({ cwd: home.project, env: { CODEX_BRIDGE_STATE_DIR: stateDir } });
      const answering = claude
        .next(({ meta }) => meta.kind === "question")
        .then(({ meta }) => claude.reply("from the plugin's Claude", meta.message_id));
      const call = { name: "send_to_claude", arguments: { message: "does the plugin work?" }, callId: "call_1" };
      script = scriptCalls([call]);
      const exec = ["exec", "--json", "--skip-git-repo-check", "--model", MODELS.namespace, "go"];
      const stdout = succeed(await home.run("codex", ...exec));
      await answering;
      expect(stdout).toContain("from the plugin's Claude");
      const { text } = await claude.call("list_sessions", {});
      expect(text).toMatch(/^- codex .*: project project, /m);
      expect(JSON.stringify(api.requests[0]?.input)).toContain("codex-bridge:talk-to-claude: When and how to work");
    },
    LIMIT_MS,
  );

  test(
    "gives way to an entry of the same name, as setup makes it: Codex starts one server",
    async () => {
      succeed(
        await home.run("codex", "mcp", "add", "codex-bridge", "--", process.execPath, join(ROOT, "codex-mcp.ts")),
      );
      expect(succeed(await home.run("codex", "mcp", "list")).match(/^codex-bridge /gm)).toHaveLength(1);
      expect(JSON.parse(succeed(await home.run("codex", "mcp", "get", "codex-bridge", "--json")))).toMatchObject({
        transport: { command: process.execPath },
      });
      succeed(await home.run("codex", "mcp", "remove", "codex-bridge"));
      expect(succeed(await home.run("codex", "mcp", "list"))).toMatch(/^codex-bridge +sh /m);
    },
    LIMIT_MS,
  );

  test(
    "is replaced by a newer version, of which alone the server starts",
    async () => {
      repository.change("codex-bridge/.codex-plugin/plugin.json", (text) => text.replace(VERSION, "9.10.0"));
      succeed(await home.run("codex", "plugin", "marketplace", "upgrade"));
      succeed(await home.run("codex", "plugin", "add", PLUGIN));
      const versions = new Bun.Glob("*/codex-bridge/*/launch.sh").scanSync({
        cwd: join(home.path, ".codex", "plugins", "cache"),
      });
      expect([...versions]).toEqual(["codex-bridge/codex-bridge/9.10.0/launch.sh"]);
    },
    LIMIT_MS,
  );

  test(
    "is added from the folder that was built, too",
    async () => {
      using other = createPluginHome({ repository: repository.path });
      succeed(await other.run("codex", "plugin", "marketplace", "add", BUILT));
      succeed(await other.run("codex", "plugin", "add", PLUGIN));
      expect(succeed(await other.run("codex", "mcp", "list"))).toMatch(/^codex-bridge .* enabled /m);
    },
    LIMIT_MS,
  );

  test(
    "is removed without a trace in what Codex starts",
    async () => {
      succeed(await home.run("codex", "plugin", "remove", PLUGIN));
      succeed(await home.run("codex", "plugin", "marketplace", "remove", "codex-bridge"));
      expect(config()).not.toContain("codex-bridge");
      expect(succeed(await home.run("codex", "mcp", "list"))).not.toContain("codex-bridge");
    },
    LIMIT_MS,
  );
});
