/** A long history: what came before does not make the next question slower. */
import { startBridgeRig } from "../bridge-rig";
import type { Row } from "../report";
import { percentile } from "../stats";
import type { Measure } from "./measure";
import { flow, SHORT, time } from "./turns";

const LENGTHS = { full: [1_000, 10_000, 100_000], quick: [1_000, 20_000] };
/** Two runs of the same differ by as much. */
const MOST = 1.1;
const TURNS = 10;

/** The round trip after 1,000 to 100,000 messages, in turns. */
export const history: Measure = {
  name: "history",
  async run({ quick, progress }) {
    const rigs = [];
    for (const length of quick ? LENGTHS.quick : LENGTHS.full) {
      progress(`history of ${length} messages`);
      const rig = await startBridgeRig({ ends: 1 });
      await flow(rig, 64, length / 2);
      rigs.push({ length, rig, samples: [] as number[] });
    }
    for (let turn = 0; turn <= TURNS; turn++) {
      progress(`history, ${turn}/${TURNS}`);
      for (const { rig, samples } of rigs) {
        const taken = await time(rig, SHORT, quick ? 60 : 200);
        // The first turn warms up.
        if (turn > 0) samples.push(...taken);
      }
    }
    const shortest = percentile(rigs[0]?.samples ?? [], 0.5);
    const rows = rigs.map(({ length, samples }, i): Row => {
      const name = `after ${length.toLocaleString("en")} messages, p50`;
      const row: Row = { name, unit: "ms", value: percentile(samples, 0.5) };
      return i === 0 ? row : { ...row, target: { most: shortest * MOST } };
    });
    for (const { rig } of rigs) await rig.close();
    return { title: "History: the round trip stays what it was", rows };
  },
};
