/** A scripted engine of runs: it does what a test says, and fails where a test wants it to. */
import {
  type DoubtfulRun,
  type EndedTurn,
  EngineError,
  type EngineEvent,
  type EngineFailure,
  type Reconciled,
  type RunEngine,
  type ThreadSpec,
  type TurnSpec,
} from "../../src/core/runs/engine";

export interface ScriptedEngine extends RunEngine {
  /** Calls so far, as `name thread`. */
  calls: string[];
  turns: TurnSpec[];
  specs: ThreadSpec[];
  emit(event: EngineEvent): void;
  /** The turn of a thread ends. */
  complete(thread: string, turn?: Partial<EndedTurn>): void;
  /** The next call of this name fails so. */
  fail(call: string, failure: EngineFailure): void;
  /** What reconciling says; `not_started` unless set. */
  outcome: (run: DoubtfulRun) => Reconciled;
  /** Answers to the next `startTurn`. */
  steered: boolean;
  /** Holds every `openThread` until it is called. */
  gate: Promise<void>;
}

export const ADDRESS = { engine: "daemon", socket: "/codex.sock" } as const;

export function createScriptedEngine(): ScriptedEngine {
  const subscribers = new Set<(event: EngineEvent) => void>();
  const failures = new Map<string, EngineFailure>();
  let threads = 0;

  function call(name: string, of = ""): void {
    engine.calls.push(`${name} ${of}`.trim());
    const failure = failures.get(name);
    failures.delete(name);
    if (failure) throw new EngineError(failure, `${name} fails: ${failure}`);
  }

  const thread = (threadId: string, spec: ThreadSpec) => {
    engine.specs.push(spec);
    return { threadId, path: null, address: ADDRESS, model: "model", effort: null, tokens: null };
  };

  const engine: ScriptedEngine = {
    calls: [],
    turns: [],
    specs: [],
    outcome: () => ({ state: "not_started" }),
    steered: false,
    gate: Promise.resolve(),
    emit(event) {
      for (const notify of subscribers) notify(event);
    },
    complete(threadId, turn = {}) {
      const turnId = `turn-${threadId}`;
      const ended: EndedTurn = { turnId, status: "completed", error: null, messages: ["done"], durationMs: 1, ...turn };
      engine.emit({ type: "completed", threadId, turnId, turn: ended });
    },
    fail: (name, failure) => void failures.set(name, failure),
    async check() {
      call("check");
      return {
        ok: true,
        problems: [],
        ...{ engine: "daemon" as const, address: ADDRESS, reason: null, program: "/bin/codex" },
        versions: { cli: "0.171.0", appServer: "0.171.0" },
        ...{ codexHome: "/codex", auth: null, models: [], limits: null },
      };
    },
    async openThread(spec) {
      await engine.gate;
      call("openThread");
      return thread(`t-${++threads}`, spec);
    },
    async resumeThread(threadId, spec) {
      call("resumeThread", threadId);
      return thread(threadId, spec);
    },
    async startTurn(threadId, spec) {
      call("startTurn", threadId);
      engine.turns.push(spec);
      return { turnId: `turn-${threadId}`, steered: engine.steered };
    },
    async interrupt(threadId) {
      call("interrupt", threadId);
    },
    async reconcile(run) {
      call("reconcile", run.threadId);
      return engine.outcome(run);
    },
    async release(threadId) {
      call("release", threadId);
    },
    async sweep() {
      call("sweep");
    },
    subscribe(notify) {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    async close() {
      subscribers.clear();
    },
  };
  return engine;
}
