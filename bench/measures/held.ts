/** Questions that nobody answers: holding them costs nothing, and the next one is not slower. */
import { startBridgeRig } from "../bridge-rig";
import { startCpuClock } from "../process-cost";
import type { Row } from "../report";
import { questionOf } from "../rig";
import { percentile } from "../stats";
import type { Measure } from "./measure";
import { SHORT, time } from "./turns";

const HELD = 1_000;
/** Two runs of the same differ by as much. */
const MOST = 1.1;
/** What the engine still does after many calls is none of their cost: it takes some 5 s. */
const SETTLE_MS = { full: 8_000, quick: 1_000 };

/**
 * The round trip of one more question, and the processor time of doing nothing, with and without
 * 1,000 held ones.
 */
export const held: Measure = {
  name: "held",
  async run({ quick, progress }) {
    const rigs = [
      { name: "none held", rig: await startBridgeRig({ ends: 2 }) },
      { name: `${HELD.toLocaleString("en")} held`, rig: await startBridgeRig({ ends: 2 }) },
    ];
    const full = rigs[1]?.rig;
    progress("held questions");
    for (const { rig } of rigs) await time(rig, SHORT, HELD);
    const release = full?.keepQuestions();
    const calls = Array.from({ length: HELD }, () => full?.exchange(1, questionOf(SHORT)));
    while ((full?.kept() ?? HELD) < HELD) await Bun.sleep(5);
    full?.answerOthers();
    await Bun.sleep(quick ? SETTLE_MS.quick : SETTLE_MS.full);

    const idleMs = quick ? 2_000 : 8_000;
    const clocks = rigs.map(({ rig }) => startCpuClock(rig.processes));
    await Bun.sleep(idleMs);
    const shares = clocks.map((read) => read()).map((ms) => (ms === null ? null : (ms / idleMs) * 100));
    const samples = rigs.map((): number[] => []);
    for (let turn = 0; turn < 10; turn++)
      for (const [i, { rig }] of rigs.entries()) samples[i]?.push(...(await time(rig, SHORT, quick ? 20 : 200)));

    const [least = 0] = samples.map((all) => percentile(all, 0.5));
    const rows = rigs.flatMap(({ name }, i): Row[] => [
      {
        name: `${name}: one more, p50`,
        unit: "ms",
        value: percentile(samples[i] ?? [], 0.5),
        ...(i === 0 ? {} : { target: { most: least * MOST } }),
      },
      { name: `${name}: CPU`, unit: "%", value: shares[i] ?? null },
    ]);
    release?.();
    await Promise.all(calls);
    for (const { rig } of rigs) await rig.close();
    return { title: "Held questions, all three processes", rows };
  },
};
