/** The demo's performance: two scripted agents talk over the real server.ts and codex-mcp.ts. */
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { readEndpoint } from "../rpc/endpoint";
import { type Config, DEFAULT_PORT, stateFiles } from "../shared/config";
import { BridgeError, toMessage } from "../shared/errors";
import { VERSION } from "../shared/version";
import type { Agent } from "./agent";
import { type ScriptedClaude, startScriptedClaude } from "./claude";
import { type ScriptedCodex, startScriptedCodex } from "./codex";
import { createPrinter, type Paint, type Printer } from "./printer";
import { createRepository, type Repository } from "./repository";
import { CONVERSATION } from "./script";
import type { Stage } from "./stage";

const ROOT = join(import.meta.dir, "..", "..");
const PROJECT_NAME = "price-service";

/** How long a person would take over a message; there is no point in it where nobody watches. */
const PAUSE_MS = 1_400;
const SHORT_PAUSE_MS = 20;

/** A call waits 2 s for a bridge that is starting; a slow machine gets several. */
const START_TRIES = 4;
const NOTE_WAIT_SECONDS = 20;
const END_GRACE_MS = 200;

export interface PerformanceOptions {
  config: Config;
  /** End after the conversation. */
  once: boolean;
  /** The port to use and no other. Null takes the default, or a free port where that is taken. */
  port: number | null;
  /** Where everything is kept; the caller removes it. */
  dir: string;
  paint: Paint;
  /** Gets every agent that is started; the caller stops them. */
  agents: { stop(): Promise<void> }[];
  signal: AbortSignal;
}

/** Sets the stage in `dir`, plays the conversation, and stays until `signal`. */
export async function perform(options: PerformanceOptions): Promise<void> {
  const { config, once, port, dir, paint, agents, signal } = options;
  const printer = createPrinter((text) => process.stdout.write(text), paint);
  const pauseMs = once && !process.stdout.isTTY ? SHORT_PAUSE_MS : PAUSE_MS;
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

/**
 * Returns once the bridge answers; throws what it says is wrong (a chosen port that is taken) where
 * it does not.
 */
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
