/**
 * `bun run matrix`: runs the tests of the real clients against old and new versions of each, and
 * writes what they said to docs/versions.md. For the time before a release: it downloads about 300
 * MB a version and takes some minutes for each.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { REWAKE_SINCE } from "../src/hooks/contract";
import { OLDEST } from "../src/setup/plan";
import { INBOX_ON_SINCE } from "../src/shared/inbox-environment";
import { TOOLS_DIRECTORY } from "../test/support/tools";

const ROOT = join(import.meta.dir, "..");
const TABLE = join(ROOT, "docs", "versions.md");

const CLIENTS = {
  claude: {
    title: "Claude Code",
    package: "@anthropic-ai/claude-code",
    // The last has an inbox with no login; those before hear by their hooks.
    old: [REWAKE_SINCE, "2.1.197", "2.1.250"],
    tests: ["test/clients/claude-loop", "test/clients/hooks", "test/plugins/claude-plugin"],
  },
  codex: {
    title: "Codex CLI",
    package: "@openai/codex",
    old: [OLDEST.codex],
    tests: ["test/clients/codex-loop", "test/clients/push", "test/plugins/codex-plugin"],
  },
} as const;
type Client = keyof typeof CLIENTS;

const Pinned = z.object({ dependencies: z.record(z.string(), z.string()) });
type Versions = z.infer<typeof Pinned>["dependencies"];

interface Outcome {
  client: Client;
  version: string;
  passed: number;
  failures: string[];
}

const USAGE = `Usage: bun run matrix

Runs the tests of the real clients against the oldest, the pinned and the newest version of Claude Code and of the
Codex CLI, and writes what they said to docs/versions.md. Downloads about 300 MB a version into .tools/matrix.
`;

async function main([first]: string[]): Promise<void> {
  if (first !== undefined) {
    const isHelp = first === "--help" || first === "-h";
    (isHelp ? process.stdout : process.stderr).write(isHelp ? USAGE : `matrix: unknown argument ${first}\n\n${USAGE}`);
    process.exit(isHelp ? 0 : 1);
  }
  const pinned = Pinned.parse(await Bun.file(join(TOOLS_DIRECTORY, "package.json")).json()).dependencies;
  const outcomes: Outcome[] = [];
  for (const client of ["claude", "codex"] as const) {
    for (const version of await listVersions(client, pinned)) {
      console.log(`${CLIENTS[client].title} ${version} …`);
      const tools = await install(client, version, pinned);
      const outcome = await test(client, version, tools);
      console.log(`${CLIENTS[client].title} ${version}: ${outcome.passed} passed, ${outcome.failures.length} failed`);
      outcomes.push(outcome);
    }
  }
  await Bun.write(TABLE, toPage(outcomes));
  console.log(`wrote ${TABLE}`);
}

/** The oldest versions that the bridge knows, the pinned one and the newest. */
async function listVersions(client: Client, pinned: Versions): Promise<string[]> {
  const { package: name, old } = CLIENTS[client];
  const newest = await run(["npm", "view", name, "version"]);
  const all = [...old, pinned[name] ?? "", newest.stdout.trim()].filter((version) => version !== "");
  return [...new Set(all)].toSorted(Bun.semver.order);
}

/** Installs one client at a version, and the others as they are pinned. Returns the folder. */
async function install(client: Client, version: string, pinned: Versions): Promise<string> {
  const folder = join(ROOT, ".tools", "matrix", `${client}-${version}`);
  mkdirSync(folder, { recursive: true });
  const dependencies = { ...pinned, [CLIENTS[client].package]: version };
  await Bun.write(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const { exitCode, stderr } = await run([process.execPath, "install", "--silent"], {}, folder);
  if (exitCode !== 0) throw new Error(`${client} ${version} could not be installed: ${stderr}`);
  return folder;
}

async function test(client: Client, version: string, tools: string): Promise<Outcome> {
  const env = { TEST_TOOLS_DIRECTORY: tools, REQUIRE_ALL: "1" };
  const hasInbox = client === "claude" && Bun.semver.order(version, INBOX_ON_SINCE) >= 0;
  const tests = [...CLIENTS[client].tests, ...(hasInbox ? ["test/clients/inbox"] : [])];
  const { stderr } = await run([process.execPath, "test", ...tests], env);
  const passed = Number(/^ *(\d+) pass$/m.exec(stderr)?.[1] ?? 0);
  const failures = [...stderr.matchAll(/^\(fail\) (.*?)(?: \[[\d.]+ms\])?$/gm)].map(([, name = ""]) => name);
  return { client, version, passed, failures: [...new Set(failures)] };
}

function toPage(outcomes: Outcome[]): string {
  const rows = outcomes.map(
    ({ client, version, passed, failures }) =>
      `| ${CLIENTS[client].title} | ${version} | ${passed} | ${failures.length === 0 ? "none" : failures.length} |`,
  );
  const lists = outcomes
    .filter(({ failures }) => failures.length > 0)
    .map(({ client, version, failures }) =>
      [`## ${CLIENTS[client].title} ${version}`, "", "```text", ...failures, "```", ""].join("\n"),
    );
  const head = [
    "# Versions of the clients",
    "",
    "The tests of the real clients, run against old and new versions. `bun run matrix` makes this page",
    "before a release. A test that failed is named below.",
    "",
    "| client | version | tests passed | failed |",
    "| ------ | ------- | ------------ | ------ |",
  ];
  return `${[...head, ...rows, "", ...lists].join("\n").trimEnd()}\n`;
}

async function run(command: string[], env: Record<string, string> = {}, cwd = ROOT) {
  const child = Bun.spawn(command, { cwd, env: { ...process.env, ...env }, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { stdout, stderr, exitCode: await child.exited };
}

await main(process.argv.slice(2));
