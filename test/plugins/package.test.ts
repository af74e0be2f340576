/** The npm package: packed, installed into an empty folder, and everything in it run from there. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { VERSION } from "../../src/shared/version";
import { createHome, type Home } from "../setup/home";
import { describeWithTool, findTool, startTool, type ToolResult } from "../support/tools";
import { ROOT } from "./marketplace";
import { succeed } from "./plugin-home";

const LIMIT_MS = 240_000;

describeWithTool(["claude", "codex"], "the npm package", () => {
  let home: Home;
  /** What was packed, as paths in the package. */
  let packed: string[] = [];

  /** npm as whoever runs the tests has set it up. */
  function npm(cwd: string, ...args: string[]): string {
    const env = { ...process.env, npm_config_audit: "false", npm_config_fund: "false", npm_config_loglevel: "error" };
    const { stdout, stderr, success } = Bun.spawnSync(["npm", ...args], { cwd, env });
    if (!success) throw new Error(`npm ${args.join(" ")}:\n${stderr}`);
    return stdout.toString();
  }

  function run(command: string[], env: Record<string, string> = {}): Promise<ToolResult> {
    const [program = "", ...args] = command;
    const options = { cwd: join(home.path, "project"), env: { ...home.env, ...env }, timeoutMs: LIMIT_MS };
    return startTool({ command: [program, ...args], ...options }).result;
  }
  const bridge = (...args: string[]) => run([join(home.path, "app", "node_modules", ".bin", "codex-bridge"), ...args]);

  beforeAll(() => {
    home = createHome();
    mkdirSync(join(home.path, ".bun", "bin"), { recursive: true });
    symlinkSync(process.execPath, join(home.path, ".bun", "bin", "bun"));
    const app = join(home.path, "app");
    mkdirSync(app);
    const Packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);
    // What a release builds first lies here already: other tests run beside this one, and the next one fails without it.
    const [result] = Packed.parse(
      JSON.parse(npm(ROOT, "pack", "--json", "--ignore-scripts", "--pack-destination", app)),
    );
    packed = result.files.map(({ path }) => path);
    npm(app, "install", "--prefer-offline", join(app, result.filename));
  }, LIMIT_MS);
  afterAll(() => home[Symbol.dispose]());

  test("has the page, the plugins and all that they are started by, and nothing of the tests", () => {
    const plugins = new Bun.Glob("dist/plugins/**/*").scanSync({ cwd: ROOT, dot: true });
    expect(packed).toEqual(
      expect.arrayContaining([
        ...plugins,
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "launch.sh",
        "bin/codex-bridge",
        "web/dist/index.html",
      ]),
    );
    expect(packed.filter((path) => /^(test|bench|scripts|web\/(?!dist))|\.test\./.test(path))).toEqual([]);
  });

  test(
    "runs: version and demo",
    async () => {
      expect(succeed(await bridge("version"))).toContain(`codex-bridge ${VERSION} `);
      expect(succeed(await bridge("demo", "--once", "--port", "0"))).toContain("The page");
    },
    LIMIT_MS,
  );

  test(
    "is not set up from the cache of npx, from where it would go again",
    async () => {
      const cached = join(home.path, ".npm", "_npx", "1a2b", "node_modules");
      cpSync(join(home.path, "app", "node_modules"), cached, { recursive: true, verbatimSymlinks: true });
      const { exitCode, stderr } = await run([join(cached, ".bin", "codex-bridge"), "setup", "--yes"]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("npm install --global codex-bridge");
      expect(home.has(".claude.json")).toBe(false);
    },
    LIMIT_MS,
  );

  test(
    "sets both clients up with servers of its own, which answer, and takes them away again",
    async () => {
      const before = readdirSync(join(home.path, "app", "node_modules", "codex-bridge")).toSorted();
      const setup = succeed(await bridge("setup", "--yes", "--json"));
      expect(JSON.parse(setup)).toMatchObject({ ok: true, changed: true, proof: { roundTripMs: expect.any(Number) } });
      const claude = await run([findTool("claude") ?? "", "mcp", "get", "codex-bridge"]);
      expect(claude.stdout).toMatch(/Status: .*Connected/);
      expect(claude.stdout).toContain(join(home.path, "app", "node_modules", "codex-bridge", "dist", "server.js"));
      const codex = succeed(await run([findTool("codex") ?? "", "mcp", "get", "codex-bridge", "--json"]));
      expect(codex).toContain(join("codex-bridge", "dist", "codex-mcp.js"));

      // The Bun that was recorded goes, as with an update of whatever brought it: the launcher finds another.
      const [recorded = ""] = /[^\s"]+\/bin\/bun-[\d.]+/.exec(codex) ?? [];
      rmSync(recorded);
      expect((await run([findTool("claude") ?? "", "mcp", "get", "codex-bridge"])).stdout).toMatch(
        /Status: .*Connected/,
      );

      succeed(await bridge("uninstall", "--yes", "--purge", "--json"));
      expect(readdirSync(join(home.path, "app", "node_modules", "codex-bridge")).toSorted()).toEqual(before);
    },
    LIMIT_MS,
  );

  test(
    "has a marketplace for both clients",
    async () => {
      const path = join(home.path, "app", "node_modules", "codex-bridge", "dist", "plugins");
      succeed(await run([findTool("claude") ?? "", "plugin", "marketplace", "add", path]));
      succeed(await run([findTool("claude") ?? "", "plugin", "install", "codex-bridge@codex-bridge"]));
      const servers = succeed(await run([findTool("claude") ?? "", "mcp", "list"], { CODEX_BRIDGE_PORT: "0" }));
      expect(servers).toMatch(/^plugin:codex-bridge:codex-bridge: .* Connected$/m);
      succeed(await run([findTool("codex") ?? "", "plugin", "marketplace", "add", path]));
      succeed(await run([findTool("codex") ?? "", "plugin", "add", "codex-bridge@codex-bridge"]));
      expect(existsSync(join(home.path, ".codex", "plugins", "cache", "codex-bridge", "codex-bridge", VERSION))).toBe(
        true,
      );
    },
    LIMIT_MS,
  );
});
