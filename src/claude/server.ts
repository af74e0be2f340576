/**
 * Claude's side of the bridge as an MCP server: the channel capability, the tools, and the API
 * behind them.
 */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Attach } from "../attachments/attach";
import { serveMcp } from "../mcp/server";
import type { ClaudeAttach } from "../shared/calls/attach";
import type { Bridge } from "../shared/calls/bridge";
import type { ClaudeApi } from "../shared/calls/calls";
import type { Log } from "../shared/log";
import type { Toolset } from "../shared/settings";
import { createChannel } from "./channel";
import { describeInbound, findBlock, type InboundSetting } from "./inbound";
import type { InboxPush } from "./inbox";
import { CLAUDE_INSTRUCTIONS } from "./instructions";
import { createClaudeTools } from "./tools";
import { createRunTools } from "./tools/runs";
import { createTransports } from "./transports";

export interface ClaudeServerDeps {
  transport: Transport;
  bridge: Pick<Bridge, "attachClaude">;
  session: Omit<ClaudeAttach, "role" | "client" | "pushed" | "transports" | "obstacle" | "inbound">;
  /**
   * Claude Code's own inbox; left out where it has given none, or where the user has switched it
   * off.
   */
  inbox?: ClaudeInbox;
  attach: Attach;
  maxWaitMs: number;
  /** All of them, where it is left out. */
  toolsets?: readonly Toolset[];
  log: Log;
  onClose(): void;
}

export interface ClaudeInbox {
  /** Null where the address is not this client's own. */
  open(client: string | null): InboxPush | null;
  /** What Claude Code's settings say of it, wherever they say it. Read anew each time. */
  readInbound(): InboundSetting[];
}

const NO_INBOX: ClaudeInbox = { open: () => null, readInbound: () => [] };

/**
 * Serves Claude Code over `transport`. `initialize` is answered at once, whatever becomes of the
 * bridge; Claude's session is attached once the client has said that it is initialized, since
 * earlier notifications could be dropped. Resolves with a function that detaches the session.
 */
export async function serveClaude(deps: ClaudeServerDeps): Promise<() => Promise<void>> {
  const { transport, bridge, session, inbox = NO_INBOX, attach, maxWaitMs, toolsets, log, onClose } = deps;
  const initialized = Promise.withResolvers<string | null>();
  const api: Promise<ClaudeApi> = initialized.promise.then((client) => {
    const transports = createTransports({
      inbox: inbox.open(client),
      findBlock: () => findBlock(inbox.readInbound()),
      channel: createChannel(transport),
      requested: session.requested,
    });
    const attach: ClaudeAttach = {
      role: "claude",
      client,
      transports: transports.names,
      // A bridge that takes over asks again how it is, and what this client has had already.
      get obstacle() {
        return transports.obstacle();
      },
      get inbound() {
        return inbox.readInbound().map(describeInbound).join("; ") || null;
      },
      get pushed() {
        return transports.pushed();
      },
      ...session,
    };
    return bridge.attachClaude(attach, transports.push);
  });

  const has = (toolset: Toolset) => toolsets?.includes(toolset) ?? true;
  await serveMcp({
    transport,
    tools: [
      ...(has("talk") ? createClaudeTools({ api: () => api, attach, maxWaitMs, log }) : []),
      ...(has("runs") ? createRunTools({ api: () => api, maxWaitMs }) : []),
    ],
    instructions: CLAUDE_INSTRUCTIONS,
    // Claude Code registers a server as a channel by this capability (2.1.329).
    capabilities: { experimental: { "claude/channel": {} } },
    log,
    onClose,
    onInitialized: initialized.resolve,
  });
  return async () => {
    const attached = await Promise.race([api, null]);
    await attached?.detach();
  };
}
