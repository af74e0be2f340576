/**
 * The bridge's rig: the installed form of both servers, with a Claude Code and some Codex sessions
 * played on stdio.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBundle, isBundleFresh } from "../src/setup/bundle";
import { type LineProcess, startLineProcess } from "./line-process";
import { type ClaudePlayer, open, playClaude, playCodex, request } from "./players";
import type { Rig } from "./rig";

export const ROOT = join(import.meta.dir, "..");

// A directory here runs the sources instead, under Bun's profiler, whose reports are then found
// there.
const { CODEX_BRIDGE_BENCH_PROFILE: PROFILES } = process.env;

export interface BridgeOptions {
  ends: number;
  /** True for a host of its own, a session of another project, beside the one that answers. */
  separateHost?: boolean;
  /** True for sessions that have just begun: they know the tools, and nobody has called one. */
  isSilent?: boolean;
}

export interface BridgeRig extends Rig, ClaudePlayer {
  readonly host: LineProcess;
}

/** Builds what setup installs, where it is not there or not of the present sources. */
export async function buildInstalledForm(): Promise<void> {
  if (!isBundleFresh(ROOT)) await buildBundle(ROOT);
}

/**
 * A new state directory, and the environment that leads both servers there. Nothing of the user's
 * own is touched.
 */
export function createPlace() {
  const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-bench-"));
  mkdirSync(join(stateDir, "codex"));
  const { PATH = "" } = process.env;
  const env = {
    PATH,
    HOME: stateDir,
    CODEX_HOME: join(stateDir, "codex"),
    CODEX_BRIDGE_STATE_DIR: stateDir,
    CODEX_BRIDGE_PORT: "0",
    // No person speaks in a benchmark.
    CODEX_BRIDGE_LOOP_LIMIT: "0",
  };
  return { stateDir, env };
}

export const startServer = (name: string, env: Record<string, string>, cwd = ROOT) =>
  startLineProcess(name, commandOf("server"), env, cwd);

export const startCodex = (name: string, env: Record<string, string>) =>
  startLineProcess(name, commandOf("codex-mcp"), env, ROOT);

function commandOf(entry: "server" | "codex-mcp"): string[] {
  if (!PROFILES) return [process.execPath, join(ROOT, "dist", `${entry}.js`)];
  const name = `--cpu-prof-name=${entry}-${Date.now()}.md`;
  return [process.execPath, "--cpu-prof-md", `--cpu-prof-dir=${PROFILES}`, name, join(ROOT, `${entry}.ts`)];
}

/**
 * Starts a Claude session and its Codex sessions; each has had one answer, unless they are to be
 * silent.
 */
export async function startBridgeRig(options: BridgeOptions): Promise<BridgeRig> {
  await buildInstalledForm();
  const { stateDir, env } = createPlace();
  const host = options.separateHost ? startServer("server.ts, host", env, stateDir) : null;
  if (host) await open(host, "claude-code");
  const claude = startServer("server.ts", env);
  await open(claude, "claude-code");
  // Once it is on the bridge: asked before, a question would go to whoever is.
  if (!options.isSilent) await request(claude, "attached", "tools/call", { name: "list_sessions", arguments: {} });
  const player = playClaude(claude);

  const codex = Array.from({ length: options.ends }, (_, i) => startCodex(`codex-mcp.ts ${i + 1}`, env));
  await Promise.all(codex.map((own) => open(own, "codex-mcp-client")));
  const asks = codex.map(playCodex);
  if (!options.isSilent) await Promise.all(asks.map((ask, end) => ask(`Q${end}:first`)));

  return {
    ...player,
    name: "bridge",
    ends: options.ends,
    host: host ?? claude,
    exchange: async (end, text) => asks[end]?.(text),
    processes: [...(host ? [host] : []), claude, ...codex].map(({ name, child }) => ({ name, pid: child.pid })),
    async close() {
      await Promise.all(codex.map((own) => own.end()));
      await claude.end();
      await host?.end();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
