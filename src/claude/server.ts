/** Claude's side of the bridge as an MCP server: the channel capability, the tools, and the seat behind them. */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Bridge, ClaudeAttach, ClaudeSeat } from "../calls";
import type { Log } from "../log";
import { serveTools } from "../mcp/tools";
import { VERSION } from "../version";
import { createChannel } from "./channel";
import { CLAUDE_INSTRUCTIONS } from "./instructions";
import { createClaudeTools } from "./tools";

export interface ClaudeServerDeps {
  transport: Transport;
  bridge: Pick<Bridge, "attachClaude">;
  session: Omit<ClaudeAttach, "role" | "client" | "pushed">;
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
  const { transport, bridge, session, maxWaitMs, log, onClose } = deps;
  const server = new Server(
    { name: "codex-bridge", version: VERSION },
    // Claude Code registers a server as a channel by this capability (2.1.329).
    { capabilities: { tools: {}, experimental: { "claude/channel": {} } }, instructions: CLAUDE_INSTRUCTIONS },
  );
  const initialized = Promise.withResolvers<void>();
  server.oninitialized = () => initialized.resolve();
  server.onclose = onClose;
  server.onerror = (error) => log.warn(`mcp: ${error.message}`);

  const channel = createChannel(transport);
  const seat: Promise<ClaudeSeat> = initialized.promise.then(() => {
    const client = server.getClientVersion();
    return bridge.attachClaude(
      {
        role: "claude",
        client: client ? `${client.name} ${client.version}`.slice(0, 100) : null,
        // A bridge that takes over asks again what this client has had already.
        get pushed() {
          return channel.pushed();
        },
        ...session,
      },
      channel.push,
    );
  });

  serveTools(
    server,
    createClaudeTools(() => seat, maxWaitMs),
    log,
  );
  await server.connect(transport);
  return async () => {
    const attached = await Promise.race([seat, null]);
    await attached?.detach();
  };
}
