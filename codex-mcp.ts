#!/usr/bin/env bun
/** Composes Codex's side: config → peer client → tools on stdio. Started by Codex. Loads neither the store nor HTTP. */
import { createAttach } from "./src/attachments/attach";
import type { Answer } from "./src/calls/codex";
import type { Reach } from "./src/calls/outreach";
import { systemClock } from "./src/clock";
import { serveCodex } from "./src/codex/server";
import { createTextKeeper } from "./src/codex/texts";
import { createTriggerLog } from "./src/codex/triggers";
import { assertUsable, readConfig, stateFiles } from "./src/config";
import { createId } from "./src/ids";
import { takeInboxAddress } from "./src/inbox-environment";
import { createLifecycle } from "./src/lifecycle";
import { openLog } from "./src/log-file";
import { exemptLoopback } from "./src/loopback/no-proxy";
import { createStdioTransport } from "./src/mcp/stdio";
import { createPeerClient } from "./src/peer/client";
import { createLocator } from "./src/peer/locator";
import { findProject } from "./src/project";
import { readWorkingDirectory } from "./src/working-directory";

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
let live: Promise<Reach> | null = null;
const loadLive = async (): Promise<Reach> => {
  const { createLiveReach } = await import("./src/codex/live");
  const answer = async (input: Answer) => (await attached).answer(input);
  return createLiveReach({ config, process: own, cwd, triggerOf: triggers.of, answer, signal: lifecycle.signal, log });
};
const reach: Reach = async (call) => {
  live ??= loadLive();
  return (await live)(call);
};
// No top-level await: the bundle that setup builds starts from bytecode, which has none.
const attached = client.attachCodex(
  { role: "codex", process: own, cwd, project: findProject(cwd), client: null, threads: [] },
  reach,
);

attached
  .then((seat) =>
    serveCodex({
      transport,
      seat,
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
