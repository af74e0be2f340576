/** One question at a time: how long until Codex has Claude's answer. */
import { startBridgeRig } from "../bridge-rig";
import { startFloorRig } from "../floor-rig";
import type { Row } from "../report";
import { questionOf, type Rig } from "../rig";
import { percentile } from "../stats";
import type { Measure } from "./measure";
import { warmUp } from "./throughput";

const SIZES = [
  { label: "short", bytes: 40, count: 3000, target: { ratio: 1.8 } },
  { label: "100 KB", bytes: 100_000, count: 400 },
  { label: "1 MB", bytes: 1_000_000, count: 60, target: { ratio: 1.8 } },
] as const;
const TURNS = 10;

/** Round trips of three sizes, the bridge and the floor in turns. */
export const roundTrip: Measure = {
  name: "round-trip",
  async run({ quick, progress }) {
    const bridge = await startBridgeRig({ ends: 1 });
    const floor = await startFloorRig(1);
    const rows: Row[] = [];
    progress("round trip, warming up");
    for (const rig of [bridge, floor]) await warmUp(rig, quick);
    for (const { label, bytes, count, ...more } of SIZES) {
      const each = Math.ceil((quick ? count / 5 : count) / TURNS);
      const samples = { bridge: [] as number[], floor: [] as number[] };
      await time(bridge, bytes, each);
      await time(floor, bytes, each);
      for (let turn = 0; turn < TURNS; turn++) {
        progress(`round trip, ${label}, ${turn + 1}/${TURNS}`);
        for (const rig of [bridge, floor]) samples[rig.name].push(...(await time(rig, bytes, each)));
      }
      for (const share of [0.5, 0.95, 0.99]) {
        rows.push({
          name: `${label}, p${share * 100}`,
          unit: "ms",
          value: percentile(samples.bridge, share),
          floor: percentile(samples.floor, share),
          ...(share === 0.5 && "target" in more ? { target: more.target } : {}),
        });
      }
    }
    await Promise.all([bridge.close(), floor.close()]);
    return { title: "Round trip: question and answer of the same length", rows };
  },
};

/** How long each of `count` exchanges took, one after the other, in ms. */
export async function time(rig: Rig, bytes: number, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < count; i++) {
    const text = questionOf(bytes);
    const began = performance.now();
    await rig.exchange(0, text);
    samples.push(performance.now() - began);
  }
  return samples;
}
