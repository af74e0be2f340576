/** One stage for the tests of runs: the real app-server, a scripted model, the engine, and its events. */
import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { createRunEngine, type EngineOptions } from "../../src/codex/runner/engine";
import type { EngineEvent, RunEngine, ThreadSpec, TurnSpec } from "../../src/core/runs/engine";
import { createLog } from "../../src/shared/log";
import { findTool } from "../support/tools";
import { type CodexStage, createCodexStage, until } from "./codex-tui";
import { createModel, type Model } from "./push-stage";
import { findOutput, functionCall, message } from "./responses-api";

export interface RunStage extends AsyncDisposable {
  codex: CodexStage;
  model: Model;
  stateDir: string;
  /** Makes an engine as a host would; several may be made one after the other. */
  engine(options?: Partial<EngineOptions>): WatchedEngine;
  /** Starts a run in a process of its own, which is a host that can be killed. */
  owner(spec: ThreadSpec, turn: TurnSpec, options?: OwnerOptions): Promise<Owner>;
  /** A git repository that nobody has trusted. */
  repository(name: string): string;
  thread(cwd: string, spec?: Partial<ThreadSpec>): ThreadSpec;
  turn(prompt: string, spec?: Partial<TurnSpec>): TurnSpec;
  /** The model runs a shell command for a prompt that contains the text, and then says `answer`. */
  scriptCommand(text: string, command: string, answer?: string): void;
}

export interface Owner {
  threadId: string;
  turnId: string;
  /** Ends the host with SIGKILL. */
  kill(): Promise<void>;
}

export type OwnerOptions = Partial<Pick<EngineOptions, "prefer" | "startDaemon">>;

export interface WatchedEngine {
  engine: RunEngine;
  /** Opens a thread and starts a turn on it. */
  run(spec: ThreadSpec, turn: TurnSpec): Promise<{ threadId: string; turnId: string }>;
  events: EngineEvent[];
  /** The first event, past ones included, of this type that fits. */
  seen<T extends EngineEvent["type"]>(type: T, fits?: (event: OfType<T>) => boolean): Promise<OfType<T>>;
}

export type OfType<T extends EngineEvent["type"]> = Extract<EngineEvent, { type: T }>;

export async function createRunStage(): Promise<RunStage> {
  const model = createModel();
  const fixture = join(import.meta.dir, "fixture-mcp.ts");
  const mcpSettings = { required: true, startup_timeout_sec: 30 };
  const codex = await createCodexStage({ api: model.api, mcpCommand: [process.execPath, fixture], mcpSettings });
  const stateDir = join(codex.home.path, "state");
  mkdirSync(stateDir);
  const engines: RunEngine[] = [];

  function engine(options: Partial<EngineOptions> = {}): WatchedEngine {
    const made = createRunEngine({
      codexHome: codex.home.path,
      stateDir,
      environment: codex.home.env,
      program: () => findTool("codex") ?? null,
      prefer: "daemon",
      startDaemon: true,
      log: createLog("test", "silent"),
      idleMs: 50,
      ...options,
    });
    engines.push(made);
    return watch(made);
  }

  async function owner(spec: ThreadSpec, turn: TurnSpec, options: OwnerOptions = {}): Promise<Owner> {
    const { path: codexHome, env: environment } = codex.home;
    const order = { codexHome, stateDir, environment, prefer: "daemon", startDaemon: true, ...options, spec, turn };
    const child = Bun.spawn([process.execPath, join(import.meta.dir, "run-owner.ts"), JSON.stringify(order)], {
      env: environment,
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    const { value } = await child.stdout.getReader().read();
    const started = Started.parse(JSON.parse(new TextDecoder().decode(value)));
    const kill = async () => {
      child.kill("SIGKILL");
      await child.exited;
    };
    return { ...started, kill };
  }

  return {
    codex,
    model,
    stateDir,
    engine,
    owner,
    repository(name) {
      const path = join(codex.home.path, name);
      mkdirSync(path, { recursive: true });
      execFileSync("git", ["init", "--quiet", path], { env: codex.home.env });
      return realpathSync(path);
    },
    thread: (cwd, spec = {}) => ({
      runId: `r_${crypto.randomUUID()}`,
      cwd,
      title: "[claude] a run",
      model: null,
      effort: null,
      profile: null,
      isolation: "inherit",
      talk: false,
      developerInstructions: null,
      config: {},
      ...spec,
    }),
    turn: (prompt, spec = {}) => ({
      prompt,
      images: [],
      sandbox: "workspace-write",
      network: false,
      writableRoots: [],
      approvalPolicy: "never",
      outputSchema: null,
      clientUserMessageId: crypto.randomUUID(),
      ...spec,
    }),
    scriptCommand(text, command, answer = `done with ${text}`) {
      const callId = `call_${crypto.randomUUID()}`;
      model.on(text, (request) =>
        findOutput(request, callId) === undefined
          ? functionCall({ name: "exec_command", arguments: { cmd: command, yield_time_ms: 30_000 }, callId })
          : message(answer),
      );
    },
    async [Symbol.asyncDispose]() {
      model.release();
      for (const one of engines) await one.close();
      try {
        await codex[Symbol.asyncDispose]();
      } finally {
        await model.api[Symbol.asyncDispose]();
      }
    },
  };
}

const Started = z.object({ threadId: z.string(), turnId: z.string() });

function watch(engine: RunEngine): WatchedEngine {
  const events: EngineEvent[] = [];
  engine.subscribe((event) => events.push(event));
  return {
    engine,
    events,
    async run(spec, turn) {
      const { threadId } = await engine.openThread(spec);
      return { threadId, turnId: (await engine.startTurn(threadId, turn)).turnId };
    },
    async seen(type, fits = () => true) {
      const find = () =>
        events.find((event): event is OfType<typeof type> => event.type === type && fits(event as OfType<typeof type>));
      await until(
        async () => find() !== undefined,
        () => `no event ${type}; there were: ${events.map((event) => JSON.stringify(event).slice(0, 300)).join("\n")}`,
      );
      const found = find();
      if (!found) throw new Error("unreachable");
      return found;
    },
  };
}
