/** Claude's side of the bridge as an MCP server: the channel capability, the tools, and the seat behind them. */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Bridge, ClaudeAttach, ClaudeSeat } from "../calls";
import { BridgeError, toMessage } from "../errors";
import type { Log } from "../log";
import { serveTools } from "../mcp/tools";
import { VERSION } from "../version";
import { createChannel } from "./channel";
import { CLAUDE_INSTRUCTIONS } from "./instructions";
import { createClaudeTools } from "./tools";

/** A tool call waits this long for a bridge that is just starting before it says what is wrong. */
const START_LIMIT_MS = 2_000;

export interface ClaudeServerDeps {
  transport: Transport;
  /** The bridge, as soon as there is one; rejects with the BridgeError that says why there is none. */
  bridge: Promise<Bridge>;
  session: Omit<ClaudeAttach, "role" | "client" | "pushed">;
  log: Log;
  onClose(): void;
}

/**
 * Serves Claude Code over `transport`. `initialize` is answered at once, whatever becomes of the bridge; Claude's
 * session is attached once the client has said that it is initialized, since earlier notifications could be dropped.
 * Resolves with a function that detaches the session.
 */
export async function serveClaude(deps: ClaudeServerDeps): Promise<() => Promise<void>> {
  const { transport, bridge, session, log, onClose } = deps;
  const server = new Server(
    { name: "codex-bridge", version: VERSION },
    // Claude Code registers a server as a channel by this capability (2.1.329).
    { capabilities: { tools: {}, experimental: { "claude/channel": {} } }, instructions: CLAUDE_INSTRUCTIONS },
  );
  const initialized = Promise.withResolvers<void>();
  server.oninitialized = () => initialized.resolve();
  server.onclose = onClose;
  server.onerror = (error) => log.warn(`mcp: ${error.message}`);

  const seat: Promise<ClaudeSeat> = Promise.all([bridge, initialized.promise]).then(([host]) => {
    const client = server.getClientVersion();
    return host.attachClaude(
      {
        role: "claude",
        client: client ? `${client.name} ${client.version}`.slice(0, 100) : null,
        pushed: [],
        ...session,
      },
      createChannel(transport),
    );
  });
  seat.catch((error: unknown) => log.error(toMessage(error)));

  serveTools(
    server,
    createClaudeTools(() => within(seat, START_LIMIT_MS)),
    log,
  );
  await server.connect(transport);
  return async () => {
    const attached = await Promise.race([seat.catch(() => null), null]);
    await attached?.detach();
  };
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(
        new BridgeError("unavailable", "Codex Bridge is still starting. Nothing was sent; try again in a moment."),
      ),
    ms,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
