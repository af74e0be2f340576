/** From the start of a process to its answers: what a user waits for before the agent can use the bridge. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildInstalledForm, createPlace, openings, ROOT, startCodex, startServer } from "../bridge-rig";
import { type LineProcess, startLineProcess } from "../line-process";
import type { Row } from "../report";
import { median } from "../stats";
import type { Measure } from "./measure";

const LIST = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
const POLL_MS = 0.5;

interface Times {
  initialize: number[];
  list: number[];
  port: number[];
}

/** Time to `initialize`, to `tools/list` and to the open port; the floor is a Bun program that does nothing else. */
export const start: Measure = {
  name: "start",
  async run({ quick, progress }) {
    await buildInstalledForm();
    const runs = quick ? 10 : 40;
    const server: Times = { initialize: [], list: [], port: [] };
    const codex: Times = { initialize: [], list: [], port: [] };
    const floor: number[] = [];
    for (let i = 0; i < runs; i++) {
      progress(`start ${i + 1}/${runs}`);
      await startOnce(server, (env) => startServer("server.ts", env), true);
      await startOnce(codex, (env) => startCodex("codex-mcp.ts", env), false);
      floor.push(await startFloor());
    }
    const nothing = median(floor);
    const rows = (name: string, times: Times): Row[] => [
      { name: `${name}: initialize`, unit: "ms", value: median(times.initialize), floor: nothing },
      { name: `${name}: tools/list`, unit: "ms", value: median(times.list), floor: nothing, target: { value: 40 } },
      ...(times.port.length > 0
        ? [{ name: `${name}: port open`, unit: "ms" as const, value: median(times.port), floor: nothing }]
        : []),
    ];
    return {
      title: `Start, installed form, median of ${runs} (floor: a Bun program that prints a line)`,
      rows: [...rows("server.ts", server), ...rows("codex-mcp.ts", codex)],
    };
  },
};

async function startOnce(times: Times, start: (env: Record<string, string>) => LineProcess, serves: boolean) {
  const { stateDir, env } = createPlace();
  const began = performance.now();
  const own = start(env);
  const listed = new Promise<void>((resolve) => {
    own.onLine = (line) => {
      const { id } = JSON.parse(line);
      if (id === 0) times.initialize.push(performance.now() - began);
      if (id === 1) {
        times.list.push(performance.now() - began);
        resolve();
      }
    };
  });
  for (const line of [...openings("bench"), LIST]) own.send(line);
  if (serves) {
    const endpoint = Bun.file(join(stateDir, "endpoint.json"));
    while (!(await endpoint.exists())) await Bun.sleep(POLL_MS);
    times.port.push(performance.now() - began);
  }
  await listed;
  await own.end();
  rmSync(stateDir, { recursive: true, force: true });
}

async function startFloor(): Promise<number> {
  const began = performance.now();
  const { PATH = "", HOME = "" } = process.env;
  const own = startLineProcess(
    "nothing",
    [process.execPath, join(ROOT, "bench", "floor", "nothing.ts")],
    { PATH, HOME },
    ROOT,
  );
  await new Promise<void>((resolve) => {
    own.onLine = () => resolve();
  });
  const took = performance.now() - began;
  await own.end();
  return took;
}
