/** Many questions at once: messages a second, and processor time for each. A message is a question or an answer. */
import { startBridgeRig } from "../bridge-rig";
import { startFloorRig } from "../floor-rig";
import { startCpuClock } from "../process-cost";
import type { Row } from "../report";
import { questionOf, type Rig } from "../rig";
import { median } from "../stats";
import type { Measure } from "./measure";

const BYTES = 40;
const TURNS = 5;
const IN_FLIGHT = [1, 8, 64, 256];

/** Questions for each Codex process: in the first 15,000 the engine's compilers take as long as all the rest. */
const WARM_UP = { full: 15_000, quick: 1_500 };
const WARM_IN_FLIGHT = 64;

export interface Flow {
  perSecond: number;
  /** Processor time of all measured processes for a message, in µs; null where the system does not tell. */
  cpuUs: number | null;
}

/** 1, 8, 64 and 256 questions in flight from 1 and 8 Codex processes, the bridge and the floor in turns. */
export const throughput: Measure = {
  name: "throughput",
  async run({ quick, progress }) {
    const rows: Row[] = [];
    for (const ends of [1, 8]) {
      const bridge = await startBridgeRig({ ends });
      const floor = await startFloorRig(ends);
      progress(`throughput, ${ends} processes, warming up`);
      for (const rig of [bridge, floor]) await warmUp(rig, quick);
      for (const inFlight of IN_FLIGHT.filter((n) => n >= ends)) {
        const count = (quick ? 400 : 3000) * (inFlight === 1 ? 0.5 : 1);
        const flows = { bridge: [] as Flow[], floor: [] as Flow[] };
        for (const rig of [bridge, floor]) await flow(rig, inFlight, Math.ceil(count / 2));
        for (let turn = 0; turn < TURNS; turn++) {
          progress(`throughput, ${ends} processes, ${inFlight} in flight, ${turn + 1}/${TURNS}`);
          for (const rig of [bridge, floor]) flows[rig.name].push(await flow(rig, inFlight, count));
        }
        const name = `${inFlight} in flight, ${ends} process${ends > 1 ? "es" : ""}`;
        const of = (which: "bridge" | "floor", key: "perSecond" | "cpuUs") =>
          median(flows[which].map((one) => one[key] ?? 0));
        const speed: Row = {
          name,
          unit: "messages/s",
          value: of("bridge", "perSecond"),
          floor: of("floor", "perSecond"),
        };
        const cpu: Row = {
          name: `${name}: CPU`,
          unit: "µs/message",
          value: of("bridge", "cpuUs"),
          floor: of("floor", "cpuUs"),
        };
        const isTarget = inFlight === 64;
        rows.push(isTarget ? { ...speed, target: { value: 20_000 } } : speed);
        rows.push(isTarget ? { ...cpu, target: { ratio: 2 } } : cpu);
      }
      await Promise.all([bridge.close(), floor.close()]);
    }
    return { title: "Throughput, short messages", rows };
  },
};

/** Asks until what answers is compiled. */
export async function warmUp(rig: Rig, quick: boolean): Promise<void> {
  await flow(rig, WARM_IN_FLIGHT, (quick ? WARM_UP.quick : WARM_UP.full) * rig.ends);
}

/** Keeps `inFlight` questions open until `count` exchanges are done. */
export async function flow(rig: Rig, inFlight: number, count: number): Promise<Flow> {
  const readCpuMs = startCpuClock(rig.processes);
  const began = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: inFlight }, async (_, i) => {
      while (left-- > 0) await rig.exchange(i % rig.ends, questionOf(BYTES));
    }),
  );
  const tookMs = performance.now() - began;
  const cpuMs = readCpuMs();
  const messages = count * 2;
  return {
    perSecond: (messages / tookMs) * 1000,
    cpuUs: cpuMs === null ? null : (cpuMs * 1000) / messages,
  };
}
