/** One question at a time: how long until Codex has Claude's answer. */
import type { Row } from "../report";
import { percentile } from "../stats";
import type { Measure } from "./measure";
import { SHORT, startRigs, time } from "./turns";

const SIZES = [
  { label: "short", bytes: SHORT, count: 3000, most: 1.5 },
  { label: "100 KB", bytes: 100_000, count: 400, most: null },
  { label: "1 MB", bytes: 1_000_000, count: 60, most: null },
] as const;
const TURNS = 10;

/** Round trips of three sizes, the three rigs in turns. */
export const roundTrip: Measure = {
  name: "round-trip",
  async run({ quick, progress }) {
    progress("round trip, warming up");
    const rigs = await startRigs(quick);
    const rows: Row[] = [];
    for (const { label, bytes, count, most } of SIZES) {
      const each = Math.ceil((quick ? count / 5 : count) / TURNS);
      const samples = { bridge: [] as number[], pair: [] as number[], floor: [] as number[] };
      for (const rig of rigs) await time(rig, bytes, each);
      for (let turn = 0; turn < TURNS; turn++) {
        progress(`round trip, ${label}, ${turn + 1}/${TURNS}`);
        for (const rig of rigs) samples[rig.name].push(...(await time(rig, bytes, each)));
      }
      for (const share of [0.5, 0.95]) {
        rows.push({
          name: `${label}, p${share * 100}`,
          unit: "ms",
          value: percentile(samples.bridge, share),
          pair: percentile(samples.pair, share),
          floor: percentile(samples.floor, share),
          ...(share === 0.5 && most !== null ? { target: { most, of: "pair" } } : {}),
        });
      }
    }
    await Promise.all(rigs.map((rig) => rig.close()));
    return { title: "Round trip: question and answer of the same length", rows };
  },
};
