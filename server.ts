#!/usr/bin/env bun
/** Composes Claude's side: config → node (host or member) → channel server on stdio. Started by Claude Code. */
import { asksForChannel } from "./src/claude/request";
import { serveClaude } from "./src/claude/server";
import { readConfig } from "./src/config";
import { createLifecycle } from "./src/lifecycle";
import { openLog } from "./src/log-file";
import { createStdioTransport } from "./src/mcp/stdio";
import { startNode } from "./src/peer/node";
import { identifyProcess, readArguments, readParentPid } from "./src/process-identity";
import { findProject } from "./src/project";

const config = readConfig(process.env);
const log = openLog("claude", config);
const lifecycle = createLifecycle(log);
const cwd = process.cwd();

const client = readParentPid();
const requested = asksForChannel(readArguments(client));

const transport = createStdioTransport({ input: Bun.stdin.stream(), output: Bun.stdout.writer(), log });
lifecycle.defer(() => transport.close());

const node = startNode(config, log);
lifecycle.defer(node.close);

// No top-level await: the bundle that setup builds starts from bytecode, which has none.
serveClaude({
  transport,
  bridge: node,
  session: {
    session: identifyProcess(client),
    cwd,
    project: findProject(cwd),
    ...(requested === undefined ? {} : { requested }),
  },
  maxWaitMs: config.maxWaitMs,
  log,
  onClose: () => lifecycle.end("the client has closed"),
}).then(lifecycle.defer);
