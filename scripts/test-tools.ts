/**
 * `bun run test:tools`: installs the programs from outside that the tests of the real clients and
 * the page need.
 */
import { join } from "node:path";
import * as z from "zod";
import { findTool, TOOLS_DIRECTORY, type ToolName } from "../test/support/tools.ts";

const USAGE = `Usage: bun run test:tools

Installs what the tests need beside the project's own dependencies:
  codex, claude  the real clients, at the versions pinned in test/tools/package.json
  chromium       the browser for the tests of the page (Debian package "chromium", through apt-get)
  tmux           a terminal for the clients' own interfaces (Debian package "tmux")

What is there already is left alone, so running it again takes a moment.

Environment:
  CHROMIUM_PATH  a Chromium or Chrome to use instead
`;

/** Each client's name in test/tools/package.json. */
const CLIENTS = {
  codex: "@openai/codex",
  claude: "@anthropic-ai/claude-code",
} as const;
const NAMES = ["codex", "claude"] as const;

/** A failed step, in words for whoever ran the command. */
class InstallError extends Error {}

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  const [first] = args;
  if (first === "--help" || first === "-h") {
    process.stdout.write(USAGE);
    return;
  }
  if (first !== undefined) {
    process.stderr.write(`test:tools: unknown argument ${first}\n\n${USAGE}`);
    process.exit(1);
  }
  let failed = false;
  for (const step of [installClients, () => installSystemTool("chromium"), () => installSystemTool("tmux")]) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof InstallError)) throw error;
      failed = true;
      process.stderr.write(`test:tools: ${error.message}\n`);
    }
  }
  if (failed) process.exit(1);
  process.stdout.write("All test tools are there.\n");
}

async function installClients(): Promise<void> {
  if ((await listWrongClients()).length > 0) {
    report("clients", "installing with bun (about 1 GB) …");
    const result = await run([process.execPath, "install", "--frozen-lockfile"], TOOLS_DIRECTORY);
    if (!result) throw new InstallError(`could not install the clients: \`bun install\` failed in ${TOOLS_DIRECTORY}`);
  }
  const wrong = await listWrongClients();
  if (wrong.length > 0) {
    throw new InstallError(`${wrong.join("; ")}. Remove ${join(TOOLS_DIRECTORY, "node_modules")} and run it again.`);
  }
  for (const name of NAMES) report(name, `${findTool(name)}`);
}

/**
 * What is wrong with each client, asking the programs themselves: an install without its binary
 * must not pass.
 */
async function listWrongClients(): Promise<string[]> {
  const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
  const { dependencies } = manifest.parse(await Bun.file(join(TOOLS_DIRECTORY, "package.json")).json());
  return NAMES.flatMap((name) => {
    const wanted = dependencies[CLIENTS[name]];
    if (wanted === undefined) throw new InstallError(`${CLIENTS[name]} is not in test/tools/package.json`);
    const path = findTool(name);
    if (path === undefined) return [`${name} ${wanted} is not installed`];
    const { stdout } = Bun.spawnSync([path, "--version"], { stdout: "pipe", stderr: "ignore" });
    const found = stdout.toString().trim();
    return found.split(/\s+/).includes(wanted) ? [] : [`${name} says "${found}" instead of ${wanted}`];
  });
}

async function installSystemTool(name: Extract<ToolName, "chromium" | "tmux">): Promise<void> {
  const chosen = process.env.CHROMIUM_PATH;
  if (name === "chromium" && chosen && findTool(name) === undefined) {
    throw new InstallError(`CHROMIUM_PATH names ${chosen}, which does not exist`);
  }
  if (findTool(name) === undefined) await installPackage(name);
  const path = findTool(name);
  if (path === undefined) throw new InstallError(`the package ${name} was installed, but no program of it was found`);
  report(name, path);
}

async function installPackage(name: "chromium" | "tmux"): Promise<void> {
  if (!Bun.which("apt-get")) throw new InstallError(toAdvice(name));
  const asRoot = process.getuid?.() === 0 ? [] : Bun.which("sudo") ? ["sudo"] : undefined;
  if (!asRoot) throw new InstallError(`${name} is missing, and only root may install it: apt-get install ${name}`);
  const aptGet = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const install = [...aptGet, "install", "--yes", "--no-install-recommends", name];
  report(name, "installing with apt-get …");
  // The package lists may be missing or old: read them only when that is the trouble, since it
  // takes a while.
  const installed = (await run(install)) || ((await run([...aptGet, "update"])) && (await run(install)));
  if (!installed) throw new InstallError(`could not install ${name}: apt-get failed (see above)`);
}

function toAdvice(name: "chromium" | "tmux"): string {
  const brew = name === "chromium" ? "brew install --cask google-chrome" : "brew install tmux";
  const how = process.platform === "darwin" ? `install it, for instance with \`${brew}\`` : "install it yourself";
  const orElse = name === "chromium" ? ", or set CHROMIUM_PATH to a Chromium or Chrome" : "";
  return `${name} is missing and this system has no apt-get: ${how}${orElse}`;
}

async function run(command: string[], cwd?: string): Promise<boolean> {
  const options = { stdin: "inherit", stdout: "inherit", stderr: "inherit" } as const;
  const child = Bun.spawn(command, cwd === undefined ? options : { ...options, cwd });
  return (await child.exited) === 0;
}

function report(name: string, text: string): void {
  process.stdout.write(`${name.padEnd(13)} ${text}\n`);
}
