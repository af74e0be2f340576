/** State directories that are not what they should be: nothing is read from them, and nothing written. */
import { describe, expect, test } from "bun:test";
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type World } from "../support/agents";
import { describeWithStranger } from "./stranger";

const TIMEOUT_MS = 30_000;
const STRANGER = 65534;

/** A directory with all that a bridge of an attacker's would have there: a token, and an endpoint that leads to him. */
function lay(dir: string, port: number): void {
  mkdirSync(dir, { mode: 0o777 });
  writeFileSync(join(dir, "token"), `${"7".repeat(64)}\n`, { mode: 0o666 });
  const endpoint = { port, pid: process.pid, protocol: 1, version: "0", url: "http://evil.example", key: "k" };
  writeFileSync(join(dir, "endpoint.json"), JSON.stringify(endpoint), { mode: 0o666 });
}

/** Everybody who would use the directory, in turn; what each says. Nobody may have called at the port. */
async function tryAll(world: World, env: Record<string, string>): Promise<string[]> {
  const codex = await world.codex({ env });
  const { text: asked } = await codex.ask("secret").answer;
  const claude = await world.claude({ env });
  const { text: listed } = await claude.call("list_sessions", {});
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "..", "..", "cli.ts"), "status"], {
    env: { PATH: process.env.PATH ?? "", HOME: world.stateDir, ...world.env, ...env },
    stdout: "ignore",
    stderr: "pipe",
  });
  return [asked, listed, await new Response(child.stderr).text()];
}

function countCalls() {
  const calls: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      calls.push(request.url);
      return new Response(null, { status: 404 });
    },
  });
  return { port: server.port ?? 0, calls, [Symbol.asyncDispose]: () => server.stop(true) };
}

test(
  "a link to a directory is refused by each, with what to do",
  async () => {
    await using world = createWorld();
    await using attacker = countCalls();
    const [real, link] = [join(world.stateDir, "real"), join(world.stateDir, "link")];
    lay(real, attacker.port);
    symlinkSync(real, link);
    const before = readdirSync(real);
    for (const text of await tryAll(world, { CODEX_BRIDGE_STATE_DIR: link }))
      expect(text).toContain(`The state directory ${link} is a link or a file. Set CODEX_BRIDGE_STATE_DIR`);
    expect(attacker.calls).toEqual([]);
    expect(readdirSync(real)).toEqual(before);
  },
  TIMEOUT_MS,
);

describeWithStranger("a state directory of another user's", () => {
  test(
    "is refused by each, with what to do",
    async () => {
      await using world = createWorld();
      await using attacker = countCalls();
      const dir = join(world.stateDir, "theirs");
      lay(dir, attacker.port);
      const before = readdirSync(dir);
      for (const name of ["", ...before]) chownSync(join(dir, name), STRANGER, STRANGER);
      for (const text of await tryAll(world, { CODEX_BRIDGE_STATE_DIR: dir }))
        expect(text).toContain(`The state directory ${dir} belongs to another user. Set CODEX_BRIDGE_STATE_DIR`);
      expect(attacker.calls).toEqual([]);
      expect(readdirSync(dir)).toEqual(before);
    },
    TIMEOUT_MS,
  );
});

describe("a state directory that was open to others", () => {
  test(
    "is closed with its own directories, and what is not the bridge's is left as it is",
    async () => {
      await using world = createWorld();
      for (const name of ["texts", "backups", "somebody-elses"]) {
        mkdirSync(join(world.stateDir, name));
        chmodSync(join(world.stateDir, name), 0o777);
      }
      chmodSync(world.stateDir, 0o777);
      const claude = await world.claude();
      expect((await claude.call("list_sessions", {})).isError).toBe(false);
      const modeOf = (name: string) => (lstatSync(join(world.stateDir, name)).mode & 0o777).toString(8);
      expect([".", "texts", "backups", "somebody-elses"].map(modeOf)).toEqual(["700", "700", "700", "777"]);
    },
    TIMEOUT_MS,
  );
});
