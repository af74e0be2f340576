/** codex-bridge demo: the real server.ts and codex-mcp.ts with two scripted agents, to watch and to join. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { assertUsable, type Config, DEFAULT_PORT, stateFiles } from "../config";
import type { Agent } from "../demo/agent";
import { type ScriptedClaude, startScriptedClaude } from "../demo/claude";
import { type ScriptedCodex, startScriptedCodex } from "../demo/codex";
import { watchLauncher } from "../demo/launcher";
import { createPrinter, type Printer } from "../demo/printer";
import { createRepository, type Repository } from "../demo/repository";
import { CONVERSATION } from "../demo/script";
import type { Stage } from "../demo/stage";
import { BridgeError, toMessage } from "../errors";
import { createLifecycle } from "../lifecycle";
import { createLog } from "../log";
import { readEndpoint } from "../peer/endpoint";
import { VERSION } from "../version";
import { createPainter } from "./output";

const ROOT = join(import.meta.dir, "..", "..");
const PROJECT_NAME = "price-service";

/** How long a person would take over a message; where nobody watches there is no point in it. */
const PAUSE_MS = 1_400;
const SHORT_PAUSE_MS = 20;

/** A call waits 2 s for a bridge that is starting; a slow machine gets some of them. */
const START_TRIES = 4;
const NOTE_WAIT_SECONDS = 20;
const END_GRACE_MS = 200;

export interface DemoOptions {
  /** End after the conversation. */
  once: boolean;
  /** The port to use and no other; null takes the configured one, or a free one where that is the default and busy. */
  port: number | null;
  /** Whether npx started this, which does not end what it started. */
  underNpx: boolean;
}

/** Runs the demo until a signal, or with `once` until its conversation is over. Throws a BridgeError that says what to do. */
export async function runDemo(config: Config, options: DemoOptions): Promise<void> {
  assertUsable(config);
  const lifecycle = createLifecycle(createLog("codex-bridge demo", "warn"));
  const { signal } = lifecycle;
  if (options.underNpx) watchLauncher(() => lifecycle.end("npx has gone"));
  process.stdout.on("error", () => lifecycle.end("nobody reads the output"));
  const dir = mkdtempSync(join(tmpdir(), "codex-bridge-demo-"));
  const agents: { stop(): Promise<void> }[] = [];
  let tidied: Promise<void> | null = null;
  const tidy = () => {
    tidied ??= Promise.all(agents.map((agent) => agent.stop())).then(() => {
      rmSync(dir, { recursive: true, force: true });
    });
    return tidied;
  };
  lifecycle.defer(tidy);

  try {
    await perform(config, options, dir, agents, signal);
  } catch (error) {
    // Ended from outside: what broke then broke because of it, and the lifecycle ends the process.
    if (signal.aborted) return;
    throw error instanceof BridgeError ? error : new BridgeError("internal", `The demo failed: ${toMessage(error)}`);
  } finally {
    await tidy();
  }
}

/** Puts everything on the stage in `dir`, plays, and stays until `signal`; whatever is started goes into `agents`. */
async function perform(
  config: Config,
  options: DemoOptions,
  dir: string,
  agents: { stop(): Promise<void> }[],
  signal: AbortSignal,
): Promise<void> {
  const { once } = options;
  const port = options.port ?? portOf(config);
  const isTerminal = process.stdout.isTTY ?? false;
  const printer = createPrinter((text) => process.stdout.write(text), createPainter(isTerminal, config.noColor));
  const pauseMs = once && !isTerminal ? SHORT_PAUSE_MS : PAUSE_MS;
  const broken = Promise.withResolvers<never>();
  // It may break while nobody waits for this.
  broken.promise.catch(() => {});

  buildPage();
  const project = join(dir, PROJECT_NAME);
  mkdirSync(project);
  const repository = createRepository(project);
  const stage: Stage = {
    server: { cwd: project, env: toEnv(config, dir, port) },
    printer,
    pause: () => Bun.sleep(pauseMs),
    fail: broken.reject,
  };

  function keep(agent: Agent): void {
    agents.push(agent);
    agent.ended.then(async (report) => {
      // Ctrl-C in a terminal goes to the servers as well, and they may be faster than we are.
      await Bun.sleep(END_GRACE_MS);
      if (!signal.aborted) broken.reject(new BridgeError("internal", `${report}\nRun the demo again.`));
    });
  }

  const claude = await startScriptedClaude(stage);
  keep(claude.agent);
  await waitForBridge(claude.agent, port !== null);
  introduce(printer, { dir, port, once, isReal: repository.isReal });
  const codex = await startScriptedCodex(stage);
  keep(codex.agent);

  await Promise.race([converse({ claude, codex, repository, stage }), broken.promise]);
  if (once) return printer.line("\nDone. Every word of it went through the real bridge.");
  printer.line("\nNow it is your turn: type to Claude or to Codex on the page. Ctrl-C ends the demo.");
  await Promise.race([codex.watch(), broken.promise]);
}

interface Cast {
  claude: ScriptedClaude;
  codex: ScriptedCodex;
  repository: Repository;
  stage: Stage;
}

/** Holds the conversation and checks that each text arrives as it was written. */
async function converse({ claude, codex, repository, stage: { pause, printer } }: Cast): Promise<void> {
  for (const step of CONVERSATION) {
    await pause();
    if (step.kind === "question") {
      claude.prepare(step.answer);
      const diff = step.patch ? repository.change(step.patch) : "";
      const files = step.attach === undefined ? [] : [repository.save(step.attach, diff)];
      const blocks = await codex.ask(step.ask(diff), files);
      if (!blocks.includes(step.answer))
        throw new BridgeError("internal", `Codex got this instead of Claude's answer:\n${blocks.join("\n")}`);
      await claude.finish();
    } else {
      await claude.send(step.text);
      await pause();
      const text = await codex.readNote(NOTE_WAIT_SECONDS);
      if (text !== step.text)
        throw new BridgeError("internal", `Codex got this instead of Claude's note: ${text ?? "nothing"}`);
      printer.state("Codex has it: it has called check_claude_messages");
    }
  }
}

/** Builds the page where it is missing: a checkout that was installed without its scripts. */
function buildPage(): void {
  if (existsSync(join(ROOT, "web", "dist", "index.html"))) return;
  const { success, stderr } = Bun.spawnSync([process.execPath, join(ROOT, "scripts", "build.ts")], {
    cwd: ROOT,
    env: { HOME: homedir(), PATH: "/usr/local/bin:/usr/bin:/bin" },
  });
  if (!success)
    throw new BridgeError("internal", `The page could not be built. Run: bun install\n${stderr.toString().trim()}`);
}

/** The port that the environment asks for; one in config.json is for the user's own bridge. */
function portOf(config: Config): number | null {
  const isAsked = config.settings.some(
    ({ variable, source }) => variable === "CODEX_BRIDGE_PORT" && source === "environment",
  );
  return isAsked ? config.port : null;
}

/** The whole environment of both servers: nothing of the user's own bridge or Codex is touched. */
function toEnv(config: Config, dir: string, port: number | null): Record<string, string> {
  return {
    HOME: homedir(),
    PATH: "/usr/local/bin:/usr/bin:/bin",
    CODEX_HOME: join(dir, "codex-home"),
    CODEX_BRIDGE_PUSH: "never",
    CODEX_BRIDGE_STATE_DIR: toStateDir(dir),
    CODEX_BRIDGE_LOG_LEVEL: config.logLevel,
    CODEX_BRIDGE_MAX_WAIT_SECONDS: String(config.maxWaitMs / 1000),
    CODEX_BRIDGE_ALLOWED_HOSTS: config.allowedHosts.join(","),
    ...(port === null ? {} : { CODEX_BRIDGE_PORT: String(port) }),
  };
}

function toStateDir(dir: string): string {
  return join(dir, "state");
}

/** Returns once the bridge answers; throws what it says is wrong (a chosen port that is taken) where it does not. */
async function waitForBridge(agent: Agent, portIsChosen: boolean): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await agent.callTool("list_sessions", {});
      return;
    } catch (error) {
      if (tries < START_TRIES) continue;
      const hint = portIsChosen ? "\nThe demo finds a free port by itself without --port and CODEX_BRIDGE_PORT." : "";
      throw new BridgeError("internal", `The bridge did not start. ${toMessage(error)}${hint}`);
    }
  }
}

function introduce(
  printer: Printer,
  { dir, port, once, isReal }: { dir: string; port: number | null; once: boolean; isReal: boolean },
): void {
  const endpoint = readEndpoint(stateFiles(toStateDir(dir)).endpoint);
  if (!endpoint) throw new BridgeError("internal", "The bridge did not say where it is. Run the demo again.");
  printer.title(`Codex Bridge ${VERSION}: two scripted agents on the real bridge`);
  printer.line(`\n  The page   ${endpoint.url}`);
  printer.line(
    once
      ? "             Open it to watch; the demo ends with the conversation."
      : "             Open it, watch, and type to Claude or to Codex whenever you like.",
  );
  printer.line(`  State      CODEX_BRIDGE_STATE_DIR=${toStateDir(dir)} (removed at the end)`);
  if (port === null && endpoint.port !== DEFAULT_PORT)
    printer.line(`  Port       ${endpoint.port}, because ${DEFAULT_PORT} is taken`);
  if (!isReal) printer.line("  The diff   comes with the demo, because git does not work here");
}
