/** Others on the machine: foreign programs on the port, two ports with one state directory, newer and older versions. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dialPeer } from "../../src/rpc/connection";
import { readEndpoint } from "../../src/rpc/endpoint";
import { PROTOCOL_VERSION } from "../../src/shared/constants";
import { createWorld, type World } from "../support/agents";
import { must } from "../support/agents-in-process";

const SERVER = join(import.meta.dir, "..", "..", "server.ts");
const ownParent = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, SERVER];

const tokenOf = (world: World) => readFileSync(join(world.stateDir, "token"), "utf8").trim();
const endpointOf = (world: World) => readEndpoint(join(world.stateDir, "endpoint.json"));

/** A program that has nothing to do with us, and keeps all that it is sent. */
function startForeign(port: number) {
  const received: string[] = [];
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port,
    socket: {
      data(socket, chunk) {
        received.push(chunk.toString("utf8"));
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
      },
    },
  });
  return { port: listener.port, received, [Symbol.dispose]: () => listener.stop(true) };
}

describe("a port that is not ours", () => {
  test("the default port is taken: the bridge moves, and both sides find each other", async () => {
    // Where the default port is in use already, it is a foreign program just as well.
    using foreign = (() => {
      try {
        return startForeign(8788);
      } catch {
        return { received: [], [Symbol.dispose]: () => {} };
      }
    })();
    await using world = createWorld({ CODEX_BRIDGE_PORT: "" });
    const claude = await world.claude();
    const codex = await world.codex();
    const asked = codex.ask("where are you?");
    const message = await claude.next();
    await claude.reply("on another port", message.meta.message_id);
    expect((await asked.answer).text).toBe("on another port");
    expect(endpointOf(world)?.port).not.toBe(8788);
    expect(claude.client.stderr()).toContain("port 8788 is taken by another program");
    expect(foreign.received).toEqual([]);
  });

  test("an explicit port never moves; the next tool call and the log say so, and it works once the port is free", async () => {
    const foreign = startForeign(0);
    await using world = createWorld({ CODEX_BRIDGE_PORT: String(foreign.port) });
    const claude = await world.claude();
    const refused = await claude.call("list_sessions", {});
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain(`Port ${foreign.port} (CODEX_BRIDGE_PORT) is taken`);
    expect(claude.client.stderr()).toContain(`Port ${foreign.port}`);
    foreign[Symbol.dispose]();
    expect((await claude.call("list_sessions", {})).isError).toBe(false);
  });

  test("whoever listens where the bridge should be is sent nonces and nothing else", async () => {
    using foreign = startForeign(0);
    await using world = createWorld();
    // A bridge has run here, so that there is a token to lose.
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    await claude.client.end();
    const codex = await world.codex({ env: { CODEX_BRIDGE_URL: `http://127.0.0.1:${foreign.port}` } });
    const result = await codex.ask("a secret question").answer;
    expect(result.isError).toBe(true);
    expect(foreign.received.length).toBeGreaterThan(0);
    const all = foreign.received.join("");
    expect(all).not.toContain("secret");
    expect(all).not.toContain(tokenOf(world));
  });
});

test("two explicit ports with one state directory: one bridge, at the first one's port", async () => {
  await using world = createWorld();
  const first = await world.claude({ command: ownParent });
  await first.call("list_sessions", {});
  const port = endpointOf(world)?.port;
  const second = await world.claude({ command: ownParent, env: { CODEX_BRIDGE_PORT: "9" } });
  const listed = await second.call("list_sessions", {});
  expect(listed.text.match(/- claude/g)).toHaveLength(2);
  expect(endpointOf(world)?.port).toBe(port ?? 0);
});

describe("versions", () => {
  test("an older peer is told to restart, and nothing else is exchanged", async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const port = endpointOf(world)?.port ?? 0;
    const dial = dialPeer(
      { host: "127.0.0.1", port, role: "codex", token: tokenOf(world), protocol: PROTOCOL_VERSION - 1 },
      { message() {}, close() {} },
    );
    expect(dial).rejects.toThrow("this process is older: restart its session");
    await dial.catch(() => {});
    expect((await claude.call("list_sessions", {})).isError).toBe(false);
  });

  test("neither a newer Codex nor a newer hook ends the bridge: they are told what to restart [F8b]", async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const before = endpointOf(world);
    for (const role of ["codex", "hook"] as const) {
      const dial = { host: "127.0.0.1", port: before?.port ?? 0, role, protocol: PROTOCOL_VERSION + 1 };
      const dialled = dialPeer({ ...dial, token: tokenOf(world) }, { message() {}, close() {} });
      await dialled.then(
        () => expect.unreachable(),
        (error: Error) =>
          expect(error.message).toContain(`it is older: restart the Claude Code session that runs it (process`),
      );
    }
    const codex = await world.codex();
    const asked = codex.ask("still there?");
    const { meta } = await claude.next();
    await claude.reply("yes", meta.message_id);
    expect((await asked.answer).text).toBe("yes");
    expect(endpointOf(world)).toEqual(must(before));
  });

  test("a host that made room in vain hosts again, and at once for nobody else [F8b]", {
    timeout: 30_000,
  }, async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const dialNewer = () =>
      dialPeer(
        { host: "127.0.0.1", port: endpointOf(world)?.port ?? 0, role: "claude", token: tokenOf(world), protocol: 99 },
        { message() {}, close() {} },
      ).catch((error: Error) => error.message);
    expect(await dialNewer()).toContain("makes room");
    while (!claude.client.stderr().includes("did not take over")) await Bun.sleep(50);
    expect(await dialNewer()).toContain("restart the Claude Code session that runs it");
    expect((await claude.call("list_sessions", {})).isError).toBe(false);
  });

  test("a host makes room for a newer peer of its user: it lets the database go and says what to do", async () => {
    await using world = createWorld();
    const claude = await world.claude();
    await claude.call("list_sessions", {});
    const { port = 0 } = endpointOf(world) ?? {};
    const dial = { host: "127.0.0.1", port, role: "claude" as const, protocol: PROTOCOL_VERSION + 1 };
    const quiet = { message() {}, close() {} };
    // Whoever cannot prove that it is of this user does not make the host go.
    await dialPeer({ ...dial, token: "0".repeat(64) }, quiet).catch(() => {});
    expect((await claude.call("list_sessions", {})).isError).toBe(false);
    await dialPeer({ ...dial, token: tokenOf(world) }, quiet).catch((error: Error) => {
      expect(error.message).toContain("makes room for this one");
    });
    const next = await world.claude({ command: ownParent });
    expect((await next.call("list_sessions", {})).isError).toBe(false);
    expect(claude.client.stderr()).toContain("a newer Codex Bridge takes over");
    expect(endpointOf(world)?.port).not.toBe(port);
  });
});
