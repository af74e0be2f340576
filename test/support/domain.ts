/** The domain on a real SQLite database and a fake clock, with agents; its end asserts that nothing is left over. */
import type { Database } from "bun:sqlite";
import { expect, onTestFinished } from "bun:test";
import type { FileDeps } from "../../src/core/attachments";
import type { ReadBranch } from "../../src/core/branches";
import { createBridge, type HostBridge } from "../../src/core/bridge";
import type { QuotaLimits } from "../../src/core/quota";
import type { RetentionSettings } from "../../src/core/retention";
import type { RunEngine } from "../../src/core/runs/engine";
import { createLog, type Log } from "../../src/shared/log";
import type { DeliveryView, MessageView } from "../../src/shared/views";
import { openDatabase } from "../../src/store/open";
import { createStore, type Store } from "../../src/store/store";
import {
  attachClaudeAgent,
  attachCodexAgent,
  type ClaudeAgent,
  type ClaudeOptions,
  type CodexAgent,
  type CodexOptions,
  must,
} from "./agents-in-process";
import { createFakeClock, type FakeClock, settled } from "./fake-clock";

export interface Domain {
  db: Database;
  store: Store;
  clock: FakeClock;
  log: Log;
  bridge: HostBridge;
  claude(options?: ClaudeOptions): Promise<ClaudeAgent>;
  codex(options?: CodexOptions): Promise<CodexAgent>;
  message(id: string): MessageView;
  /** How far a message has come on its way to its only receiver, or to the one named. */
  delivery(id: string, receiver?: string): DeliveryView;
  /** Agents attached in this process. */
  attached(): number;
  /** Takes the errors that were logged so far, which the test has provoked: others make it fail. */
  logged(): string[];
  /** Resolves once `test` holds; looks again at every turn of the event loop. */
  until(test: () => boolean): Promise<void>;
  /** Ends the host as its process's end would: nobody detaches, nothing is asserted. */
  crash(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes a domain. Use it with `await using`, inside a test. */
export async function createDomain(
  options: {
    path?: string;
    clock?: FakeClock;
    loopLimit?: number;
    limits?: QuotaLimits;
    files?: Pick<FileDeps, "fileStore" | "limits">;
    branchOf?: ReadBranch;
    retention?: RetentionSettings;
    openEngine?: () => Promise<RunEngine>;
  } = {},
): Promise<Domain> {
  const { path = ":memory:", clock = createFakeClock(), loopLimit = 0 } = options;
  const errors: string[] = [];
  const log = createLog("test", "error", (line) => errors.push(line));
  const db = openDatabase(path);
  const store = createStore(db);
  const bridge = await createBridge({
    store,
    clock,
    log,
    loopLimit,
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.files ? { files: options.files } : {}),
    ...(options.retention ? { retention: options.retention } : {}),
    ...(options.openEngine ? { openEngine: options.openEngine } : {}),
    ...(options.branchOf ? { branchOf: options.branchOf } : {}),
  });
  const apis: { detach(): Promise<void> }[] = [];
  let end: unknown = "the domain was not ended";
  // Apart from the disposal: a failure of the test itself must not be hidden behind what it left.
  onTestFinished(() => expect(end).toEqual({ held: 0, leases: 0, timers: 0, errors: [] }));

  function message(id: string): MessageView {
    return must(bridge.console.message(id));
  }

  return {
    db,
    store,
    clock,
    log,
    bridge,
    async claude(own) {
      const agent = await attachClaudeAgent(bridge, own);
      apis.push(agent.api);
      return agent;
    },
    async codex(own) {
      const agent = await attachCodexAgent(bridge, own);
      apis.push(agent.api);
      return agent;
    },
    message,
    delivery(id, receiver) {
      const { deliveries } = message(id);
      return must(deliveries.find((delivery) => receiver === undefined || delivery.receiver === receiver));
    },
    attached: () => apis.length,
    logged: () => errors.splice(0),
    until,
    crash() {
      end = { held: 0, leases: 0, timers: 0, errors };
      bridge.close();
      store.close();
    },
    async [Symbol.asyncDispose]() {
      if (typeof end !== "string") return;
      await settled();
      const held = bridge.held();
      for (const api of apis) await api.detach();
      await settled();
      const leases = countLeases(db);
      bridge.close();
      store.close();
      end = { held, leases, timers: clock.pending(), errors };
    },
  };
}

export function countLeases(db: Database): number {
  return must(db.query<{ n: number }, []>("SELECT count(*) AS n FROM deliveries WHERE lease IS NOT NULL").get()).n;
}

/** Resolves once `test` holds; looks again at every turn of the event loop. */
async function until(test: () => boolean): Promise<void> {
  while (!test()) await settled();
}

/** What a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string; field?: string }> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !("code" in error)) throw new Error(`expected a BridgeError, not ${error}`);
  return {
    code: String(error.code),
    message: error.message,
    ...("field" in error && error.field !== undefined ? { field: String(error.field) } : {}),
  };
}
