/**
 * An app-server of our own, for runs where there is no daemon: on a Unix socket and detached, so
 * that it outlives its host. Its socket and its process stand in the state directory, where the
 * next host finds them.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { EngineError } from "../../core/runs/engine";
import { identifyProcess, isRunning } from "../../shared/process-identity";
import { shorten } from "../../shared/text";
import { toListenArguments } from "../contract";

const READY_WITHIN_MS = 15_000;
const LOOK_AGAIN_MS = 25;
/** The first SIGTERM asks it to drain, the second to end at once. */
const END_STEPS = [
  { signal: "SIGTERM", patienceMs: 2_000 },
  { signal: "SIGTERM", patienceMs: 2_000 },
  { signal: "SIGKILL", patienceMs: 2_000 },
] as const;

const ProcessRecord = z.object({ pid: z.number().int().positive(), process: z.string() });

export interface PrivateServerDeps {
  stateDir: string;
  program(): string | null;
  environment: Readonly<Record<string, string>>;
}

export type PrivateServer = ReturnType<typeof createPrivateServer>;

export function createPrivateServer({ stateDir, program, environment }: PrivateServerDeps) {
  const directory = join(stateDir, "codex");
  const socket = join(directory, "app-server.sock");
  const record = join(directory, "app-server.json");
  const errors = join(directory, "app-server.log");

  /** The process that was recorded, if it is still the same one. */
  function findProcess(): number | null {
    try {
      const { pid, process } = ProcessRecord.parse(JSON.parse(readFileSync(record, "utf8")));
      return isRunning(pid) && identifyProcess(pid) === process ? pid : null;
    } catch {
      // None was started, or its record is not whole: then there is nothing that is certainly ours.
      return null;
    }
  }

  function forget(): void {
    for (const path of [socket, record, errors]) rmSync(path, { force: true });
  }

  /** Starts it, and resolves once `isReady` says that it answers. Throws `codex_unavailable`. */
  async function start(isReady: () => Promise<boolean>): Promise<void> {
    const path = program();
    if (path === null)
      throw new EngineError("codex_unavailable", "The Codex CLI is not installed: npm install --global @openai/codex");
    await stop();
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const child = Bun.spawn([path, ...toListenArguments(socket)], {
      cwd: directory,
      env: environment,
      stdin: "ignore",
      stdout: "ignore",
      stderr: Bun.file(errors),
      detached: true,
    });
    child.unref();
    writeFileSync(record, JSON.stringify({ pid: child.pid, process: identifyProcess(child.pid) }), { mode: 0o600 });
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await isReady())) {
      const isOver = child.exitCode !== null || child.signalCode !== null || performance.now() > deadline;
      if (isOver) {
        const words = shorten(readText(errors).trim(), 300);
        await stop();
        throw new EngineError("codex_unavailable", `Codex's app-server does not start: ${words || "it says nothing"}`);
      }
      await Bun.sleep(LOOK_AGAIN_MS);
    }
  }

  /** Ends it and all that it runs. */
  async function stop(): Promise<void> {
    const pid = findProcess();
    for (const { signal: name, patienceMs } of pid === null ? [] : END_STEPS) {
      if (pid === null || !isRunning(pid)) break;
      process.kill(pid, name);
      const deadline = performance.now() + patienceMs;
      while (isRunning(pid) && performance.now() < deadline) await Bun.sleep(LOOK_AGAIN_MS);
    }
    forget();
  }

  return { socket, findProcess, start, stop };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It wrote nothing.
    return "";
  }
}
