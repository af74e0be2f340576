#!/usr/bin/env bun
/** Composes Claude's side: config → node (host or member) → channel server on stdio. Started by Claude Code. */
import { serveClaude } from "./src/claude/server";
import { readConfig } from "./src/config";
import { createLifecycle } from "./src/lifecycle";
import { createLog } from "./src/log";
import { createStdioTransport } from "./src/mcp/stdio";
import { startNode } from "./src/peer/node";
import { identifyProcess, readParentPid } from "./src/process-identity";
import { findProject } from "./src/project";

const config = readConfig(process.env);
const log = createLog("codex-bridge", config.logLevel);
const lifecycle = createLifecycle(log);
const cwd = process.cwd();

const transport = createStdioTransport({ input: Bun.stdin.stream(), output: Bun.stdout.writer(), log });
lifecycle.defer(() => transport.close());

const node = startNode(config, log);
lifecycle.defer(node.close);

const detach = await serveClaude({
  transport,
  bridge: node,
  session: { session: identifyProcess(readParentPid()), cwd, project: findProject(cwd) },
  maxWaitMs: config.maxWaitMs,
  log,
  onClose: () => lifecycle.end("the client has closed"),
});
lifecycle.defer(detach);
