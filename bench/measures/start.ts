/**
 * From the start of a process to its answers: what a user waits for before the agent can use the
 * bridge.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildInstalledForm, createPlace, ROOT, startCodex, startServer } from "../bridge-rig";
import { type LineProcess, startLineProcess } from "../line-process";
import { findPort, startPairCodex, startPairServer } from "../pair-rig";
import { openings } from "../players";
import type { Row } from "../report";
import { median } from "../stats";
import type { Measure } from "./measure";

const LIST = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
const MOST = 0.55;

/** Time to `tools/list` of both programs, the bridge and the pair in turns. */
export const start: Measure = {
  name: "start",
  async run({ quick, progress }) {
    await buildInstalledForm();
    const runs = quick ? 10 : 40;
    const server = { bridge: [] as number[], pair: [] as number[] };
    const codex = { bridge: [] as number[], pair: [] as number[] };
    const floor: number[] = [];
    for (let i = 0; i < runs; i++) {
      progress(`start ${i + 1}/${runs}`);
      const { stateDir, env } = createPlace();
      const port = await findPort();
      server.bridge.push(await timeList(() => startServer("server.ts", env)));
      server.pair.push(await timeList(() => startPairServer(port)));
      codex.bridge.push(await timeList(() => startCodex("codex-mcp.ts", env)));
      codex.pair.push(await timeList(() => startPairCodex(port)));
      floor.push(await timeFloor());
      rmSync(stateDir, { recursive: true, force: true });
    }
    const toRow = (name: string, { bridge, pair }: typeof server): Row => ({
      name: `${name}: tools/list`,
      unit: "ms",
      value: median(bridge),
      pair: median(pair),
      floor: median(floor),
      target: { most: MOST, of: "pair" },
    });
    return {
      title: `Start, installed form, median of ${runs} (floor: a Bun program that prints a line)`,
      rows: [toRow("server.ts", server), toRow("codex-mcp.ts", codex)],
    };
  },
};

async function timeList(start: () => LineProcess): Promise<number> {
  const began = performance.now();
  const own = start();
  const took = await new Promise<number>((resolve) => {
    own.onLine = (line) => {
      if (JSON.parse(line).id === 1) resolve(performance.now() - began);
    };
    for (const line of [...openings("bench"), LIST]) own.send(line);
  });
  await own.end();
  return took;
}

async function timeFloor(): Promise<number> {
  const { PATH = "", HOME = "" } = process.env;
  const command = [process.execPath, join(import.meta.dir, "..", "floor", "nothing.ts")];
  const began = performance.now();
  const own = startLineProcess("nothing", command, { PATH, HOME }, ROOT);
  const took = await new Promise<number>((resolve) => {
    own.onLine = () => resolve(performance.now() - began);
  });
  await own.end();
  return took;
}
