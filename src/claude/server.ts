/** Claude's side of the bridge as an MCP server: the channel capability, the tools, and the seat behind them. */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Attach } from "../attachments/attach";
import type { ClaudeAttach } from "../calls/attach";
import type { Bridge } from "../calls/bridge";
import type { ClaudeSeat } from "../calls/calls";
import type { Log } from "../log";
import { serveMcp } from "../mcp/server";
import { createChannel } from "./channel";
import { CLAUDE_INSTRUCTIONS } from "./instructions";
import { createClaudeTools } from "./tools";

export interface ClaudeServerDeps {
  transport: Transport;
  bridge: Pick<Bridge, "attachClaude">;
  session: Omit<ClaudeAttach, "role" | "client" | "pushed">;
  attach: Attach;
  maxWaitMs: number;
  log: Log;
  onClose(): void;
}

/**
 * Serves Claude Code over `transport`. `initialize` is answered at once, whatever becomes of the bridge; Claude's
 * session is attached once the client has said that it is initialized, since earlier notifications could be dropped.
 * Resolves with a function that detaches the session.
 */
export async function serveClaude(deps: ClaudeServerDeps): Promise<() => Promise<void>> {
  const { transport, bridge, session, attach, maxWaitMs, log, onClose } = deps;
  const initialized = Promise.withResolvers<string | null>();
  const channel = createChannel(transport);
  const seat: Promise<ClaudeSeat> = initialized.promise.then((client) =>
    bridge.attachClaude(
      {
        role: "claude",
        client,
        // A bridge that takes over asks again what this client has had already.
        get pushed() {
          return channel.pushed();
        },
        ...session,
      },
      channel.push,
    ),
  );

  await serveMcp({
    transport,
    tools: createClaudeTools({ seat: () => seat, attach, maxWaitMs, log }),
    instructions: CLAUDE_INSTRUCTIONS,
    // Claude Code registers a server as a channel by this capability (2.1.329).
    capabilities: { experimental: { "claude/channel": {} } },
    log,
    onClose,
    onInitialized: initialized.resolve,
  });
  return async () => {
    const attached = await Promise.race([seat, null]);
    await attached?.detach();
  };
}
