/** What is reported of a push into a live Codex session whose app-server does not answer: nothing that is not known. */
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppServer, AppServerError } from "../../src/codex/app-server";
import { type Method, type ResultOf, Results } from "../../src/codex/contract";
import { createReach } from "../../src/codex/push/push";
import type { PushCall } from "../../src/shared/calls/push";
import { BridgeError } from "../../src/shared/errors";
import { createId } from "../../src/shared/ids";
import { createLog } from "../../src/shared/log";

const TIMEOUT_MS = 30_000;

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

/** What an idle thread that somebody has open answers. */
const ANSWERS: Partial<Record<Method, unknown>> = {
  "thread/read": {
    thread: { id: "t1", cwd: "/", ephemeral: false, threadSource: "user", parentThreadId: null },
    readState: null,
  },
  "thread/loaded/list": { data: ["t1"] },
  "thread/turns/list": { data: [] },
};

/** Pushes to an app-server that does with `turn/start` what `start` does; the first connection is number 1. */
function createPush(start: (connection: number) => never, version: string | null = null) {
  const home = mkdtempSync(join(tmpdir(), "codex-bridge-push-"));
  directories.push(home);
  mkdirSync(join(home, "run"));
  let connections = 0;
  return createReach({
    socket: join(home, "run", "control.sock"),
    process: "p_1",
    cwd: "/",
    policy: "always",
    triggerOf: () => null,
    onQuestion: () => {},
    log: createLog("test", "silent"),
    async startOwnServer(): Promise<AppServer> {
      connections++;
      return {
        close() {},
        version,
        async call<M extends Method>(method: M): Promise<ResultOf<M>> {
          if (method === "turn/start") start(connections);
          return Results[method].parse(ANSWERS[method]) as ResultOf<M>;
        },
      };
    },
  });
}

function toOutreach(texts: string[]): PushCall {
  const items = texts.map((text) => ({
    id: createId("m"),
    kind: "note" as const,
    sender: "claude" as const,
    session: "cc_1",
    project: "alpha",
    conversation: "c_1",
    replyTo: null,
    text,
    createdAt: 0,
    redelivered: false,
  }));
  return { thread: "t1", certain: true, items, claimed: [], candidates: 0 };
}

const LOST = () => {
  throw new BridgeError("unavailable", "Codex's app-server did not answer turn/start");
};

test(
  "a turn that Codex was told to start and never confirmed may have the message; what comes after it certainly waits",
  async () => {
    const reports = await createPush(LOST)(toOutreach(["one", "two"]));
    const reason = expect.stringContaining("Codex's app-server did not answer turn/start");
    expect(reports).toMatchObject([
      { state: "unknown", transport: null, reason },
      { state: "stored", transport: null, reason },
    ]);
  },
  TIMEOUT_MS,
);

test(
  "so may it where a later attempt was refused",
  async () => {
    const push = createPush((connection) => {
      if (connection === 1) LOST();
      throw new AppServerError("no");
    });
    expect(await push(toOutreach(["one"]))).toMatchObject([
      { state: "unknown", reason: expect.stringContaining("no") },
    ]);
  },
  TIMEOUT_MS,
);

test("what Codex refuses it does not have", async () => {
  const push = createPush(() => {
    throw new AppServerError("no");
  });
  expect(await push(toOutreach(["one"]))).toMatchObject([{ state: "stored", reason: expect.stringContaining("no") }]);
});

test(
  "an app-server that is busy is asked again, and then by the host later [F16]",
  async () => {
    let asked = 0;
    const push = createPush(() => {
      asked++;
      throw new AppServerError("Server overloaded; retry later.", -32_001);
    });
    expect(await push(toOutreach(["one"]))).toMatchObject([{ state: "stored", passing: true }]);
    expect(asked).toBeGreaterThan(3);
  },
  TIMEOUT_MS,
);

test("one that does not know a method is named with its version and the cure [F16]", async () => {
  const push = createPush(() => {
    throw new AppServerError("method not found", -32_601);
  }, "0.150.1");
  const [report] = await push(toOutreach(["one"]));
  for (const part of ["method not found", "version 0.150.1", "0.169.0", "codex app-server daemon restart"])
    expect(report?.reason).toContain(part);
  expect(report?.state).toBe("stored");
});
