/**
 * Every command in the documents runs as it stands, in a throw-away HOME with both real clients, or the table below says
 * why it does not and where it is tried instead.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createHome, type Home, ROOT } from "../setup/home";
import { describeWithTool, startTool } from "../support/tools";

const LIMIT_MS = 120_000;

/** Commands that are not run here, and why. */
const NOT_RUN: [RegExp, string][] = [
  [/^npx --yes bun@1\.4 /, "fetches a Bun that is here already; .ci/run runs these as they stand"],
  [/^npm install --global /, "changes the machine; test/plugins/package.test.ts installs into a folder"],
  [/^git clone /, "the clone is here"],
  [/^cd codex-bridge && bun install /, "the clone is here, with its packages"],
  [/^bun install\b|^bun run /, "the steps of .ci/run, and names that docs.test.ts holds against package.json"],
  [/^(bun cli\.ts|codex-bridge) (setup|uninstall)$/, "asks before it changes anything; test/setup runs it with --yes"],
  [/^codex-bridge doctor --fix\b/, "changes what it finds; test/setup runs it"],
  [/^(codex-bridge )?claude( --dangerously-load-development-channels \S+)?$/, "a session in a terminal; test/clients"],
  [/^(codex-bridge )?codex$/, "a session in a terminal; test/clients"],
  [/^codex-bridge (logs -f|tail)$/, "goes on until Ctrl-C; test/cli"],
  [/\bcodex-bridge (say|export) /, "needs agents who talk; test/cli, test/process"],
  [/^ssh /, "needs another machine; test/docs/remote.test.ts forwards a port"],
  [/^(CODEX_BRIDGE_\w+=\S+ )?codex-bridge serve$/, "goes on until Ctrl-C; test/docs/remote.test.ts"],
];

/** Pages whose blocks depend on each other and on answers: run as a whole elsewhere. */
const ELSEWHERE: Record<string, string> = { "docs/api.md": "test/docs.test.ts runs all of its examples" };

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].filter((page) => !(page in ELSEWHERE));

interface Example {
  page: string;
  command: string;
}

/** The commands of all blocks of shell, in order, without their comments. */
function readExamples(page: string): Example[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .replaceAll("\\\n", " ")
      .split("\n")
      .map((line) => line.replace(/\s+#\s.*$/, "").trim())
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((command) => ({ page, command })),
  );
}

const examples = PAGES.flatMap(readExamples);
const isRun = ({ command }: Example) => !NOT_RUN.some(([pattern]) => pattern.test(command));

test("there are examples of each kind, and every reason has one", () => {
  expect(examples.filter(isRun).length).toBeGreaterThan(15);
  const idle = NOT_RUN.filter(([pattern]) => !examples.some(({ command }) => pattern.test(command)));
  expect(idle).toEqual([]);
});

test("what the pages quote from the program is what it says", () => {
  const sources = [...new Bun.Glob("{src,web}/**/*.{ts,tsx}").scanSync({ cwd: ROOT }), "launch.sh"]
    .filter((path) => !path.includes("/dist/"))
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
    .join("\n");
  const text = readFileSync(join(ROOT, "docs", "troubleshooting.md"), "utf8");
  const bold = text.split("**").filter((_, place) => place % 2 === 1);
  const quotes = bold.flatMap((part) => [...part.matchAll(/`([^`]+ [^`]+ [^`]+)`/g)].map(([, quote = ""]) => quote));
  expect(quotes.length).toBeGreaterThan(4);
  expect(quotes.filter((quote) => !sources.includes(quote))).toEqual([]);
});

/** What has been done before somebody reads a page. */
const GIVEN: Record<string, string[]> = {
  "docs/troubleshooting.md": [
    "claude plugin marketplace add ./dist/plugins",
    "claude plugin install codex-bridge@codex-bridge",
    'codex mcp add codex-bridge -- "$(command -v bun)" "$PWD/codex-mcp.ts"',
  ],
};

describeWithTool(["claude", "codex"], "the commands in", () => {
  describe.each([...new Set(examples.filter(isRun).map(({ page }) => page))])("%s", (page) => {
    let home: Home;
    let bridge: ReturnType<typeof startTool>;

    /** Runs a command in the clone's directory, as the pages have it. */
    function run(command: string) {
      return startTool({ command: ["sh", "-euc", command], cwd: ROOT, env: home.env, timeoutMs: LIMIT_MS }).result;
    }

    beforeAll(async () => {
      home = createHome();
      symlinkSync(process.execPath, join(home.path, "bin", "bun"));
      symlinkSync(join(ROOT, "bin", "codex-bridge"), join(home.path, "bin", "codex-bridge"));
      bridge = startTool({
        command: [join(home.path, "bin", "codex-bridge"), "serve"],
        cwd: home.path,
        env: { ...home.env, CODEX_BRIDGE_PORT: "0" },
        timeoutMs: 10 * LIMIT_MS,
      });
      const endpoint = ".claude/channels/codex-bridge/endpoint.json";
      while (!home.has(endpoint)) await Bun.sleep(20);
      for (const command of GIVEN[page] ?? []) expect((await run(command)).exitCode, command).toBe(0);
    }, LIMIT_MS);
    afterAll(async () => {
      bridge.kill("SIGTERM");
      await bridge.result;
      home[Symbol.dispose]();
    });

    // In the order of the page: what one adds, the next one uses and takes away.
    const own = examples.filter((example) => example.page === page && isRun(example));
    test.each(own.map(({ command }) => command))(
      "%s",
      async (command) => {
        const { exitCode, stdout, stderr } = await run(command);
        // The doctor ends with 1 where it finds something, as in a home where nothing is set up.
        const allowed = /\bdoctor\b/.test(command) ? [0, 1] : [0];
        expect(allowed, `${stdout}\n${stderr}`).toContain(exitCode ?? -1);
      },
      LIMIT_MS,
    );
  });
});
