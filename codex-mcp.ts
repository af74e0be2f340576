#!/usr/bin/env bun
/** Composes Codex's side: config → peer client → tools on stdio. Started by Codex. Loads neither the store nor HTTP. */
import { systemClock } from "./src/clock";
import { createTextKeeper } from "./src/codex/rendering";
import { serveCodex } from "./src/codex/server";
import { assertUsable, readConfig, stateFiles } from "./src/config";
import { createId } from "./src/ids";
import { createLifecycle } from "./src/lifecycle";
import { createLog } from "./src/log";
import { createStdioTransport } from "./src/mcp/stdio";
import { createPeerClient } from "./src/peer/client";
import { createLocator } from "./src/peer/locator";
import { findProject } from "./src/project";

const config = readConfig(process.env);
const log = createLog("codex-bridge", config.logLevel);
const lifecycle = createLifecycle(log);
const cwd = process.cwd();
const own = createId("p");

const transport = createStdioTransport({ input: Bun.stdin.stream(), output: Bun.stdout.writer(), log });
lifecycle.defer(() => transport.close());

const client = createPeerClient({ role: "codex", locate: createLocator(config), log });
lifecycle.defer(client.close);
const seat = await client.attachCodex({
  role: "codex",
  process: own,
  cwd,
  project: findProject(cwd),
  client: null,
  threads: [],
});

const giveBack = await serveCodex({
  transport,
  seat,
  clock: systemClock,
  keep: createTextKeeper(stateFiles(config.stateDir).texts),
  process: own,
  maxWaitMs: config.maxWaitMs,
  assertUsable: () => assertUsable(config),
  log,
  onClose: () => lifecycle.end("the client has closed"),
});
lifecycle.defer(giveBack);
