/** The connection between Codex and the bridge breaks at every stage of an exchange: the answer still comes, once. */

import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { createWorld } from "../support/agents";

// The proof holds the dialled port, so the proxy has the host's own port on another loopback address.
const PROXY_HOST = "127.0.0.2";

type Direction = "to the bridge" | "from the bridge";

/** Passes bytes on, and breaks the first connection after `chunks` chunks in one direction. */
function startBreakingProxy(port: number, direction: Direction, chunks: number) {
  let connections = 0;
  let broken = false;
  const listener = Bun.listen<{ upstream?: ReturnType<typeof Bun.connect>; left: number }>({
    hostname: PROXY_HOST,
    port,
    socket: {
      open(client) {
        const isFirst = connections++ === 0;
        client.data = { left: isFirst ? chunks : Number.POSITIVE_INFINITY };
        client.data.upstream = Bun.connect({
          hostname: "127.0.0.1",
          port,
          socket: {
            data(upstream, chunk) {
              if (direction === "from the bridge" && client.data.left-- <= 0) {
                broken = true;
                upstream.terminate();
                client.terminate();
                return;
              }
              client.write(chunk);
            },
            close: () => void client.end(),
          },
        });
      },
      async data(client, chunk) {
        const upstream = await client.data.upstream;
        if (direction === "to the bridge" && client.data.left-- <= 0) {
          broken = true;
          upstream?.terminate();
          client.terminate();
          return;
        }
        upstream?.write(chunk);
      },
      async close(client) {
        (await client.data.upstream)?.end();
      },
      error() {
        // The other end has gone: that is what this proxy is for.
      },
    },
  });
  return { wasBroken: () => broken, [Symbol.dispose]: () => listener.stop(true) };
}

function findPort(): number {
  const probe = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  probe.stop(true);
  return probe.port;
}

for (const direction of ["to the bridge", "from the bridge"] as const) {
  test(`a connection that breaks after n chunks ${direction}`, { timeout: 120_000 }, async () => {
    let reached = 0;
    for (let chunks = 0; ; chunks++) {
      const port = findPort();
      await using world = createWorld({
        CODEX_BRIDGE_PORT: String(port),
        CODEX_BRIDGE_ALLOWED_HOSTS: `${PROXY_HOST}:${port}`,
      });
      using proxy = startBreakingProxy(port, direction, chunks);
      const claude = await world.claude();
      await claude.call("list_sessions", {});
      const codex = await world.codex({ env: { CODEX_BRIDGE_URL: `http://${PROXY_HOST}:${port}` } });
      const asked = codex.ask("a question on a bad line");
      const message = await claude.next();
      await claude.reply("the answer", message.meta.message_id);
      const { blocks } = await asked.answer;
      expect(blocks.at(-1)).toBe("the answer");
      // The next call is the receipt for the first: nothing is left for it.
      expect((await codex.check()).text).toBe("No messages wait for you.");
      await codex.client.end();
      await claude.client.end();
      const db = new Database(join(world.stateDir, "bridge.db"), { readonly: true });
      const counts = db.query("SELECT kind, count(*) AS n FROM messages GROUP BY kind ORDER BY kind").all();
      db.close();
      expect(counts).toEqual([
        { kind: "question", n: 1 },
        { kind: "reply", n: 1 },
      ]);
      if (!proxy.wasBroken()) break;
      reached = chunks;
    }
    // Upgrade, proof, attachment, question, answer and receipt at least are stages of their own.
    expect(reached).toBeGreaterThanOrEqual(4);
    console.log(`broken ${direction} after 0 to ${reached} chunks`);
  });
}
