#!/usr/bin/env bun
/** Composes Claude's side: config → host → channel server on stdio. Started by Claude Code. */
import { serveClaude } from "./src/claude/server";
import { assertUsable, readConfig } from "./src/config";
import { createLifecycle } from "./src/lifecycle";
import { createLog } from "./src/log";
import { createStdioTransport } from "./src/mcp/stdio";
import { startHost } from "./src/peer/host";
import { identifyProcess, readParentPid } from "./src/process-identity";
import { findProject } from "./src/project";

const config = readConfig(process.env);
const log = createLog("codex-bridge", config.logLevel);
const lifecycle = createLifecycle(log);
const cwd = process.cwd();

const transport = createStdioTransport({ input: Bun.stdin.stream(), output: Bun.stdout.writer(), log });
lifecycle.defer(() => transport.close());

const host = (async () => {
  assertUsable(config);
  return startHost(config, log);
})();
lifecycle.defer(() =>
  host.then(
    ({ close }) => close(),
    () => {},
  ),
);

const detach = await serveClaude({
  transport,
  bridge: host.then(({ bridge }) => bridge),
  session: { session: identifyProcess(readParentPid()), cwd, project: findProject(cwd) },
  log,
  onClose: () => lifecycle.end("the client has closed"),
});
lifecycle.defer(detach);
