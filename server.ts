#!/usr/bin/env bun
/**
 * Composes Claude's side: config → node (host or member) → channel server on stdio. Started by
 * Claude Code.
 */
import { createAttach } from "./src/attachments/attach";
import { asksForChannel } from "./src/claude/channel-request";
import { readInbound } from "./src/claude/inbound";
import { createInboxPush } from "./src/claude/inbox";
import { createInboxSocket } from "./src/claude/inbox-socket";
import { type ClaudeInbox, serveClaude } from "./src/claude/server";
import { toClientSession } from "./src/hooks/contract";
import { createStdioTransport } from "./src/mcp/stdio";
import { createNode } from "./src/rpc/node";
import { systemClock } from "./src/shared/clock";
import { readConfig } from "./src/shared/config";
import { ownsInbox, takeInboxAddress } from "./src/shared/inbox-environment";
import { createLifecycle } from "./src/shared/lifecycle";
import { openLog } from "./src/shared/log-file";
import { exemptLoopback } from "./src/shared/loopback/no-proxy";
import { findClaudeCode, identifyProcess, readClaudeArguments, readParentPid } from "./src/shared/process-identity";
import { findProject } from "./src/shared/project";
import { readWorkingDirectory } from "./src/shared/working-directory";

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
  toolsets: config.toolsets,
  log,
  onClose: () => lifecycle.end("the client has closed"),
}).then(lifecycle.defer);
