/**
 * The pair's rig: plain SDK programs run from source, with nothing stored, played as the bridge is.
 */
import { join } from "node:path";
import { type LineProcess, startLineProcess } from "./line-process";
import { open, playClaude, playCodex } from "./players";
import type { Rig } from "./rig";

const HERE = join(import.meta.dir, "pair");

export const startPairServer = (port: number) => start("server.ts", port);
export const startPairCodex = (port: number) => start("codex-mcp.ts", port);

function start(file: string, port: number): LineProcess {
  const { PATH = "", HOME = "" } = process.env;
  return startLineProcess(`pair, ${file}`, [process.execPath, join(HERE, file), `${port}`], { PATH, HOME }, HERE);
}

/** A port that was free a moment ago. */
export async function findPort(): Promise<number> {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = server;
  await server.stop(true);
  if (port === undefined) throw new Error("no free port was found");
  return port;
}

/** Starts the pair; `ends` Codex programs. */
export async function startPairRig(ends: number): Promise<Rig> {
  const port = await findPort();
  const claude = startPairServer(port);
  const codex = Array.from({ length: ends }, () => startPairCodex(port));
  await open(claude, "claude-code");
  playClaude(claude);
  await Promise.all(codex.map((own) => open(own, "codex-mcp-client")));
  const asks = codex.map(playCodex);
  return {
    name: "pair",
    ends,
    exchange: async (end, text) => asks[end]?.(text),
    processes: [claude, ...codex].map(({ name, child }) => ({ name, pid: child.pid })),
    async close() {
      await Promise.all(codex.map((own) => own.end()));
      await claude.end();
    },
  };
}
