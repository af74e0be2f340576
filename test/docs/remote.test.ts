/** docs/remote.md: a port that is forwarded as ssh does it reaches the bridge under the names that the page says. */
import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../setup/home";
import { startTool } from "../support/tools";

const LIMIT_MS = 60_000;
/** Another address of this machine stands for the other end: there, the bridge's own port is free. */
const OTHER_END = "127.0.0.2";

/** Passes a port on, as `ssh -L` does. */
function forward(from: number, to: number): Disposable & { port: number } {
  const listener = Bun.listen<{ upstream: ReturnType<typeof Bun.connect> | null }>({
    hostname: OTHER_END,
    port: from,
    socket: {
      open(client) {
        const close = () => void client.end();
        const data = (_: unknown, chunk: Uint8Array) => void client.write(chunk);
        client.data = { upstream: Bun.connect({ hostname: "127.0.0.1", port: to, socket: { data, close } }) };
      },
      async data(client, chunk) {
        (await client.data.upstream)?.write(chunk);
      },
      async close(client) {
        (await client.data.upstream)?.end();
      },
    },
  });
  return { port: listener.port, [Symbol.dispose]: () => listener.stop(true) };
}

function findPort(): number {
  const probe = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  probe.stop(true);
  return probe.port;
}

/** Runs `codex-bridge serve` as the page has it. */
async function serve(env: Record<string, string>, config?: object) {
  const home = mkdtempSync(join(tmpdir(), "codex-bridge-remote-"));
  const state = join(home, "state");
  if (config) {
    Bun.spawnSync(["mkdir", "-m", "700", state]);
    writeFileSync(join(state, "config.json"), JSON.stringify(config), { mode: 0o600 });
  }
  const run = startTool({
    command: ["sh", "-c", "exec codex-bridge serve"],
    cwd: home,
    env: { HOME: home, PATH: `${join(ROOT, "bin")}:${process.env.PATH}`, CODEX_BRIDGE_STATE_DIR: state, ...env },
    timeoutMs: LIMIT_MS,
  });
  const endpoint = join(state, "endpoint.json");
  const gone = run.result.then(({ stderr }) => Promise.reject(new Error(`serve has ended: ${stderr}`)));
  gone.catch(() => {});
  while (!existsSync(endpoint)) await Promise.race([Bun.sleep(20), gone]);
  return {
    key: () => String(JSON.parse(readFileSync(endpoint, "utf8")).key),
    async [Symbol.asyncDispose]() {
      run.kill("SIGTERM");
      await run.result;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Asks as a browser does that was given `name` as the address. */
function ask(port: number, name: string, path: string, key?: string): Promise<Response> {
  const headers = { Host: name, ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }) };
  return fetch(`http://${OTHER_END}:${port}${path}`, { headers });
}

test(
  "the same port at both ends needs no setting, and brings the page with its key",
  async () => {
    const port = findPort();
    await using bridge = await serve({ CODEX_BRIDGE_PORT: String(port) });
    using tunnel = forward(port, port);
    const page = await ask(tunnel.port, `localhost:${port}`, "/");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(bridge.key());
    expect((await ask(tunnel.port, `localhost:${port}`, "/api/status", bridge.key())).status).toBe(200);
  },
  LIMIT_MS,
);

test.each([
  ["the environment", (name: string) => [{ CODEX_BRIDGE_ALLOWED_HOSTS: name }, undefined] as const],
  ["config.json", (name: string) => [{}, { allowedHosts: [name] }] as const],
])(
  "another port at the other end has to be named in %s",
  async (_, toSetting) => {
    const port = findPort();
    using tunnel = forward(0, port);
    const name = `localhost:${tunnel.port}`;
    const own = { CODEX_BRIDGE_PORT: String(port) };
    {
      await using _bridge = await serve(own);
      const refused = await ask(tunnel.port, name, "/");
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain("This address is not served here");
    }
    const [env, config] = toSetting(name);
    await using bridge = await serve({ ...own, ...env }, config);
    expect(await (await ask(tunnel.port, name, "/")).text()).toContain(bridge.key());
    expect((await ask(tunnel.port, name, "/api/status", bridge.key())).status).toBe(200);
  },
  LIMIT_MS,
);
