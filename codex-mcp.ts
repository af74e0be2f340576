#!/usr/bin/env bun
/**
 * Composes Codex's side: config → peer client → tools on stdio. Started by Codex. Loads neither the
 * store nor HTTP.
 */
import { createAttach } from "./src/attachments/attach";
import { createTriggerLog } from "./src/codex/push/triggers";
import { serveCodex } from "./src/codex/server";
import { createTextKeeper } from "./src/codex/texts";
import { createStdioTransport } from "./src/mcp/stdio";
import { createPeerClient } from "./src/rpc/client";
import { createLocator } from "./src/rpc/discovery";
import type { Answer } from "./src/shared/calls/codex";
import type { CodexPush } from "./src/shared/calls/push";
import { systemClock } from "./src/shared/clock";
import { assertUsable, readConfig, stateFiles } from "./src/shared/config";
import { createId } from "./src/shared/ids";
import { takeInboxAddress } from "./src/shared/inbox-environment";
import { createLifecycle } from "./src/shared/lifecycle";
import { openLog } from "./src/shared/log-file";
import { exemptLoopback } from "./src/shared/loopback/no-proxy";
import { findProject } from "./src/shared/project";
import { readWorkingDirectory } from "./src/shared/working-directory";

takeInboxAddress(process.env);
exemptLoopback(process.env);
const config = readConfig(process.env);
const log = openLog("codex", config);
const lifecycle = createLifecycle(log);
const cwd = readWorkingDirectory(process.env);
const own = createId("p");

const transport = createStdioTransport({ input: Bun.stdin.stream(), output: Bun.stdout.writer(), log });
lifecycle.defer(() => transport.close());

const client = createPeerClient({ role: "codex", locate: createLocator(config), log });
lifecycle.defer(client.close);
const triggers = createTriggerLog();
let live: Promise<CodexPush> | null = null;
const loadLive = async (): Promise<CodexPush> => {
  const { createLiveReach } = await import("./src/codex/push/live");
  const answer = async (input: Answer) => (await attached).answer(input);
  return createLiveReach({ config, process: own, cwd, triggerOf: triggers.of, answer, signal: lifecycle.signal, log });
};
const reach: CodexPush = async (call) => {
  live ??= loadLive();
  return (await live)(call);
};
// No top-level await: the bundle that setup builds starts from bytecode, which has none.
const attached = client.attachCodex(
  { role: "codex", process: own, cwd, project: findProject(cwd), client: null, threads: [] },
  reach,
);

attached
  .then((api) =>
    serveCodex({
      transport,
      api,
      clock: systemClock,
      keep: createTextKeeper(stateFiles(config.stateDir).texts),
      process: own,
      onCall: triggers.note,
      attach: createAttach({ cwd, stateDir: config.stateDir, limits: config.files }),
      maxWaitMs: config.maxWaitMs,
      assertUsable: () => assertUsable(config),
      log,
      onClose: () => lifecycle.end("the client has closed"),
    }),
  )
  .then(lifecycle.defer);
