/** Questions that nobody answers: holding them costs nothing, and the next one is not slower. */
import { startBridgeRig } from "../bridge-rig";
import { startCpuClock } from "../process-cost";
import type { Row } from "../report";
import { questionOf } from "../rig";
import { percentile } from "../stats";
import type { Measure } from "./measure";
import { time } from "./round-trip";

const HELD = [0, 200, 1_000];

/** What the engine still does after many calls is none of their cost: it takes some 5 s. */
const SETTLE_MS = { full: 8_000, quick: 1_000 };

/** Idle processor time and the round trip of one more question while 0, 200 and 1,000 are held. */
export const held: Measure = {
  name: "held",
  async run({ quick, progress }) {
    const bridge = await startBridgeRig({ ends: 2 });
    const rows: Row[] = [];
    const idleMs = quick ? 2_000 : 8_000;
    let open = 0;
    await time(bridge, 40, 300);
    for (const count of HELD) {
      progress(`${count} held questions`);
      for (; open < count; open++) bridge.hold(1, questionOf(40));
      // One that is answered comes after all of them.
      await time(bridge, 40, 100);
      await Bun.sleep(quick ? SETTLE_MS.quick : SETTLE_MS.full);
      const readCpuMs = startCpuClock(bridge.processes);
      await Bun.sleep(idleMs);
      const cpuMs = readCpuMs();
      const samples = await time(bridge, 40, quick ? 200 : 1_000);
      const name = `${count.toLocaleString("en")} held`;
      rows.push({
        name: `${name}: CPU`,
        unit: "%",
        value: cpuMs === null ? null : (cpuMs / idleMs) * 100,
      });
      rows.push({ name: `${name}: one more, p50`, unit: "ms", value: percentile(samples, 0.5) });
      rows.push({ name: `${name}: one more, p99`, unit: "ms", value: percentile(samples, 0.99) });
    }
    await bridge.close();
    return { title: "Held questions, all three processes", rows };
  },
};
