/** Somebody else's program where the bridge is expected: on ::1, on the port, before it starts and after it was killed. */
import { expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type World } from "../support/agents";
import { createEmptyStage, readEndpoint, TIMEOUT_MS, until } from "../web/stage";
import { describeWithStranger, startStranger } from "./stranger";

const CLI = join(import.meta.dir, "..", "..", "cli.ts");

/** Listens at an address and tells everything that reaches it: requests with their headers, and frames. */
const SQUATTER = `
const [hostname, port] = process.argv.slice(2);
const server = Bun.serve({
  hostname, port: Number(port),
  async fetch(request, own) {
    console.log(JSON.stringify({ path: new URL(request.url).pathname, headers: Object.fromEntries(request.headers), body: await request.text() }));
    if (own.upgrade(request)) return;
    return Response.json({ now: 1, code: null, expiresInMs: null, rotated: true, messages: 1, host: { pid: 1, version: "1", url: "http://evil.example", stateDir: "/", startedAt: 1 } });
  },
  websocket: {
    message(socket, frame) {
      console.log(JSON.stringify({ frame: String(frame) }));
      socket.send(JSON.stringify([{ t: "challenge", nonce: "0".repeat(64), proof: "0".repeat(64) }]));
    },
  },
});
console.log(server.port);
await new Promise(() => {});`;

/** A port that is free on both addresses now. */
function findPort(): number {
  const probe = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const { port } = probe;
  probe.stop(true);
  return port;
}

async function runCli(world: World, ...args: string[]) {
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn([process.execPath, CLI, ...args], {
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
  return { stdout, stderr, exitCode };
}

describeWithStranger("a squatter of another user", () => {
  test(
    "on [::1]: localhost is neither offered nor answered, and the page's key stays with 127.0.0.1",
    async () => {
      const port = findPort();
      await using squatter = startStranger(SQUATTER, "::1", String(port));
      expect(await squatter.line()).toBe(String(port));
      await using world = createWorld({ CODEX_BRIDGE_PORT: String(port) });
      const claude = await world.claude();
      expect((await claude.call("list_sessions", {})).isError).toBe(false);
      const { url, key } = readEndpoint(world);
      expect(url).toBe(`http://127.0.0.1:${port}`);
      expect(claude.client.stderr()).toContain(`another program holds [::1]:${port}`);
      // A page of the squatter's has the origin http://localhost:PORT; under that name there is nothing here.
      for (const path of ["/", "/api/status", "/ws", "/peer"]) {
        const headers = { Host: `localhost:${port}`, Authorization: `Bearer ${key}` };
        const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
        expect({ path, status: response.status }).toEqual({ path, status: 403 });
        expect(await response.text()).not.toContain(key);
        const foreign = { Origin: `http://localhost:${port}`, Authorization: `Bearer ${key}` };
        expect((await fetch(url + path, { headers: foreign })).status).toBe(403);
      }
      expect((await runCli(world, "open", "--print")).stdout).toBe(`${url}\n`);
      const codex = await world.codex();
      const asked = codex.ask("Does it work all the same?");
      const question = await claude.next();
      await claude.reply("It does.", question.meta.message_id);
      expect((await asked.answer).text).toContain("It does.");
    },
    TIMEOUT_MS,
  );

  test(
    "on the port before the bridge starts: peers give it a nonce and nothing else",
    async () => {
      const port = findPort();
      await using squatter = startStranger(SQUATTER, "127.0.0.1", String(port));
      expect(await squatter.line()).toBe(String(port));
      await using world = createWorld({ CODEX_BRIDGE_PORT: String(port) });
      // There was a bridge once, so that there is a token.
      const token = "5".repeat(64);
      writeFileSync(join(world.stateDir, "token"), `${token}\n`, { mode: 0o600 });
      const codex = await world.codex();
      const { text } = await codex.ask("the secret of the question").answer;
      expect(text).toContain("is not this user's bridge");
      const [request, frame] = [JSON.parse(await squatter.line()), JSON.parse(await squatter.line())];
      expect(request.path).toBe("/peer");
      const [hello, ...more] = JSON.parse(frame.frame);
      expect(Object.keys(hello).sort()).toEqual(["nonce", "protocol", "role", "t"]);
      expect(more).toEqual([]);
      for (const secret of [token, "secret of the question"])
        expect(JSON.stringify([request, frame])).not.toContain(secret);
      // And Claude's side says what is wrong instead of taking another port, since this one was chosen.
      const claude = await world.claude();
      expect((await claude.call("list_sessions", {})).text).toContain(`Port ${port}`);
    },
    TIMEOUT_MS,
  );

  test(
    "on the port of a host that was killed: the command line tells it nothing, and believes it nothing",
    async () => {
      await using stage = await createEmptyStage();
      const { world, host } = stage;
      const { port } = new URL(stage.url);
      process.kill(host.pid, "SIGKILL");
      await until(() => !isAlive(host.pid), "the host to end");
      expect(existsSync(join(world.stateDir, "endpoint.json"))).toBe(true);
      await using squatter = startStranger(SQUATTER, "127.0.0.1", port);
      expect(await squatter.line()).toBe(port);
      for (const command of [["status"], ["open", "--print"], ["resume"]]) {
        const { exitCode, stdout, stderr } = await runCli(world, ...command);
        expect({ command, exitCode, stdout }).toEqual({ command, exitCode: 3, stdout: "" });
        expect(stderr).toContain("No bridge is running");
      }
      const before = readFileSync(join(world.stateDir, "token"), "utf8");
      expect((await runCli(world, "token", "rotate")).stdout).toContain("No bridge is running");
      expect(readFileSync(join(world.stateDir, "token"), "utf8")).not.toBe(before);
      // The first thing that it hears of all this is the request that we make ourselves.
      await fetch(`http://127.0.0.1:${port}/end`);
      expect(JSON.parse(await squatter.line()).path).toBe("/end");
    },
    TIMEOUT_MS,
  );
});

function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2)[0] !== "Z";
  } catch {
    return false;
  }
}
