/** `codex-bridge token rotate` among real processes: old secrets are worth nothing, and the work goes on. */
import { expect, test } from "bun:test";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { dialPeer } from "../../src/rpc/connection";
import { createWorld, type World } from "../support/agents";
import { readEndpoint, until } from "../web/stage";

const TIMEOUT_MS = 30_000;
const CLI = join(import.meta.dir, "..", "..", "cli.ts");

/** A Claude session is its server's parent: with a shell between, another one than the test's. */
const ownParent = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, join(CLI, "..", "server.ts")];

async function rotate(world: World): Promise<string> {
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn([process.execPath, CLI, "token", "rotate"], {
    env: { PATH, HOME, ...world.env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

const readToken = (world: World) => readFileSync(join(world.stateDir, "token"), "utf8").trim();

/** Connects to the host as a thief of the token would; says what came of it. */
async function dialWith(token: string, port: number): Promise<string> {
  const lost = Promise.withResolvers<string>();
  const connection = await dialPeer(
    { host: "127.0.0.1", port, role: "codex", token },
    { message: () => {}, close: () => lost.resolve("lost") },
  ).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof connection === "string") return connection;
  return lost.promise;
}

test(
  "with a live host: connections end, old secrets are refused, and members, peers and their calls come back",
  async () => {
    await using world = createWorld();
    const host = await world.claude();
    expect((await host.call("list_sessions", {})).isError).toBe(false);
    const member = await world.claude({ cwd: "/tmp", command: ownParent });
    const codex = await world.codex();
    expect((await member.call("list_sessions", {})).isError).toBe(false);
    const asked = codex.ask("asked before the rotation");
    const question = await host.next();

    const before = { ...readEndpoint(world), token: readToken(world) };
    const port = Number(new URL(before.url).port);
    const thief = dialWith(before.token, port);
    const page = new WebSocket(`ws://127.0.0.1:${port}/ws`);
    const pageClosed = new Promise<number>((resolve) => {
      page.onclose = ({ code }) => resolve(code);
    });
    await new Promise((resolve) => {
      page.onopen = () => page.send(JSON.stringify({ type: "hello", key: before.key }));
      page.onmessage = resolve;
    });

    expect(await rotate(world)).toContain("reconnect by themselves");
    expect(await thief).toBe("lost");
    // The page loads itself again on this, and gets the new key.
    expect(await pageClosed).toBe(4401);

    const after = { ...readEndpoint(world), token: readToken(world) };
    expect(after.token).toMatch(/^[0-9a-f]{64}$/);
    expect(after.token).not.toBe(before.token);
    expect(after.key).not.toBe(before.key);
    expect({ url: after.url, pid: after.pid }).toEqual({ url: before.url, pid: before.pid });
    for (const name of ["token", "endpoint.json"])
      expect(statSync(join(world.stateDir, name)).mode & 0o777).toBe(0o600);

    expect(await dialWith(before.token, port)).toContain("is not this user's bridge");
    const status = (key: string) => fetch(`${after.url}/api/status`, { headers: { authorization: `Bearer ${key}` } });
    expect((await status(before.key)).status).toBe(401);
    expect((await status(after.key)).status).toBe(200);
    expect(await (await fetch(`${after.url}/`)).text()).not.toContain(before.key);

    // The call that was under way gets its answer over the new connection, and the member is still a full session.
    await host.reply("answered after the rotation", question.meta.message_id);
    expect((await asked.answer).text).toContain("answered after the rotation");
    await until(async () => {
      const { processes } = await (await status(after.key)).json();
      return processes.claude === 2 && processes.codex === 1;
    }, "everybody to be back");
    expect((await member.call("list_sessions", {})).isError).toBe(false);
    const logs = [host, member, codex].map(({ client }) => client.stderr()).join("\n");
    for (const secret of [before.token, before.key, after.token, after.key]) expect(logs).not.toContain(secret);
  },
  TIMEOUT_MS,
);

test(
  "twice in a row, and with no host at all",
  async () => {
    await using world = createWorld();
    const host = await world.claude();
    expect((await host.call("list_sessions", {})).isError).toBe(false);
    const seen = [readToken(world)];
    for (let i = 0; i < 2; i++) {
      await rotate(world);
      seen.push(readToken(world));
    }
    await host.client.end();
    expect(await rotate(world)).toContain("No bridge is running");
    seen.push(readToken(world));
    expect(new Set(seen).size).toBe(4);
    const next = await world.claude();
    expect((await next.call("list_sessions", {})).isError).toBe(false);
    expect(readToken(world)).toBe(seen.at(-1) ?? "");
  },
  TIMEOUT_MS,
);
