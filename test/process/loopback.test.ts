/** Requests to the bridge on this machine never go to a proxy, whatever the environment says [F2]. */
import { expect, test } from "bun:test";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exemptLoopback } from "../../src/shared/loopback/no-proxy";
import { createWorld } from "../support/agents";
import { startTool } from "../support/tools";

const ROOT = join(import.meta.dir, "..", "..");

/** A proxy that keeps what reaches it, and refuses everything. */
function startProxy() {
  const seen: string[] = [];
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data(socket, data) {
        seen.push(data.toString());
        socket.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
      },
    },
  });
  const url = `http://127.0.0.1:${listener.port}`;
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [name, name.toLowerCase()]);
  const env = { ...Object.fromEntries(names.map((name) => [name, url])), NO_PROXY: ".corp", no_proxy: ".corp" };
  return { seen, env, url, [Symbol.dispose]: () => listener.stop(true) };
}

test("neither agents, hooks nor commands", { timeout: 60_000 }, async () => {
  using proxy = startProxy();
  // The trap works: what is not ours goes there.
  const outside = [process.execPath, "-e", 'await fetch("http://example.test/")'] as const;
  await startTool({ command: [...outside], cwd: ROOT, env: proxy.env }).result;
  expect(proxy.seen.splice(0)).toHaveLength(1);

  await using world = createWorld(proxy.env);
  const home = join(world.stateDir, "home");
  mkdirSync(home);
  const claude = await world.claude();
  await claude.call("list_sessions", {});
  // A second server of the session, which reaches the first one's bridge.
  const member = await world.claude();
  await member.call("list_sessions", {});
  const codex = await world.codex();
  const asked = codex.ask("past every proxy");
  const { meta } = await member.next();
  await member.reply("here", meta.message_id);
  expect((await asked.answer).text).toContain("here");

  const env = { ...world.env, HOME: home, PATH: process.env.PATH ?? "" };
  const run = (script: string, args: string[], input = "") =>
    startTool({ command: [process.execPath, join(ROOT, script), ...args], cwd: ROOT, env, input }).result;
  const claudeId = /\bcc_\w+/.exec((await claude.call("list_sessions", {})).text)?.[0] ?? "";
  const file = join(ROOT, "package.json");
  for (const args of [
    ["status"],
    ["say", "--to", "claude", "--session", claudeId, "words"],
    ["say", "--to", "claude", "--session", claudeId, "--file", file, "words and a file"],
    ["export", "--format", "markdown"],
    ["open", "--print"],
    ["pause"],
    ["resume"],
    ["token", "rotate"],
  ]) {
    const { exitCode, stderr } = await run("cli.ts", args);
    expect({ args, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ args, exitCode: 0, stderr: "" });
  }
  await run("cli.ts", ["doctor", "--json"]);
  const tail = Bun.spawn([process.execPath, join(ROOT, "cli.ts"), "tail"], { cwd: ROOT, env, stderr: "ignore" });
  for await (const chunk of tail.stdout) if (Buffer.from(chunk).includes("words and a file")) tail.kill();
  const hook = JSON.stringify({ session_id: "s-1", hook_event_name: "UserPromptSubmit", cwd: ROOT });
  await run("hook.ts", [], hook);
  await run("cli.ts", ["hook", "wait"], hook);
  expect(proxy.seen).toEqual([]);
});

test("the exemption is in both lists and keeps what was there", () => {
  const env: Record<string, string | undefined> = { NO_PROXY: ".corp, 10.0.0.1" };
  exemptLoopback(env);
  expect(env.no_proxy).toBe(".corp,10.0.0.1,127.0.0.1,localhost,::1,[::1]");
  expect(env.NO_PROXY).toBe(env.no_proxy);
});

test("one place opens connections to the bridge", () => {
  const files = [...new Bun.Glob("{src/**/*.ts,*.ts}").scanSync({ cwd: ROOT })];
  const opens = files.filter((path) =>
    /[^.\w]fetch\(|new WebSocket\(`ws:|node:http"/.test(readFileSync(join(ROOT, path), "utf8")),
  );
  expect(opens.filter((path) => !path.startsWith("src/shared/loopback/"))).toEqual([]);
});
