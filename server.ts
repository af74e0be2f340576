#!/usr/bin/env bun
/** Composes Claude's side: config → node (host or member) → channel server on stdio. Started by Claude Code. */
import { createAttach } from "./src/attachments/attach";
import { readInbound } from "./src/claude/inbound";
import { createInboxPush } from "./src/claude/inbox";
import { createInboxSocket } from "./src/claude/inbox-socket";
import { asksForChannel } from "./src/claude/request";
import { type ClaudeInbox, serveClaude } from "./src/claude/server";
import { systemClock } from "./src/clock";
import { readConfig } from "./src/config";
import { toClientSession } from "./src/hooks/contract";
import { ownsInbox, takeInboxAddress } from "./src/inbox-environment";
import { createLifecycle } from "./src/lifecycle";
import { openLog } from "./src/log-file";
import { exemptLoopback } from "./src/loopback/no-proxy";
import { createStdioTransport } from "./src/mcp/stdio";
import { createNode } from "./src/peer/node";
import { findClaudeCode, identifyProcess, readClaudeArguments, readParentPid } from "./src/process-identity";
import { findProject } from "./src/project";
import { readWorkingDirectory } from "./src/working-directory";

const { env } = process;
const address = takeInboxAddress(env);
exemptLoopback(process.env);
const config = readConfig(process.env);
const log = openLog("claude", config);
const lifecycle = createLifecycle(log);
const cwd = readWorkingDirectory(process.env);

const client = findClaudeCode(process.env) ?? readParentPid();
const args = readClaudeArguments(client, process.env);
const requested = asksForChannel(args, process.env.CLAUDE_PLUGIN_ROOT ? "plugin" : "server");
const clientSession = toClientSession(process.env.CLAUDE_CODE_SESSION_ID);

const transport = createStdioTransport({ input: Bun.stdin.stream(), output: Bun.stdout.writer(), log });
lifecycle.defer(() => transport.close());

const node = createNode(config, log);
lifecycle.defer(node.close);

const inbox: ClaudeInbox | null =
  config.inbox && address
    ? {
        open: (name) =>
          ownsInbox(name) ? createInboxPush(createInboxSocket({ address, clock: systemClock }), log) : null,
        readInbound: () => readInbound({ env, cwd, args }),
      }
    : null;

// No top-level await: the bundle that setup builds starts from bytecode, which has none.
serveClaude({
  transport,
  bridge: node,
  session: {
    session: identifyProcess(client),
    cwd,
    project: findProject(cwd),
    ...(requested === undefined ? {} : { requested }),
    ...(clientSession === null ? {} : { clientSession }),
  },
  ...(inbox ? { inbox } : {}),
  attach: createAttach({ cwd, stateDir: config.stateDir, limits: config.files }),
  maxWaitMs: config.maxWaitMs,
  log,
  onClose: () => lifecycle.end("the client has closed"),
}).then(lifecycle.defer);
