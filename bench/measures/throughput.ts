/** Many questions at once: messages a second, and processor time for each. */
import type { Row } from "../report";
import type { RigName } from "../rig";
import { median } from "../stats";
import type { Measure } from "./measure";
import { type Flow, flow, startRigs } from "./turns";

const TURNS = 5;
const IN_FLIGHT = [8, 64];
const JUDGED = 64;

/** 8 and 64 questions in flight from one Codex process, the three rigs in turns. */
export const throughput: Measure = {
  name: "throughput",
  async run({ quick, progress }) {
    progress("throughput, warming up");
    const rigs = await startRigs(quick);
    const rows: Row[] = [];
    for (const inFlight of IN_FLIGHT) {
      const count = quick ? 400 : 3000;
      const flows = { bridge: [] as Flow[], pair: [] as Flow[], floor: [] as Flow[] };
      for (const rig of rigs) await flow(rig, inFlight, Math.ceil(count / 2));
      for (let turn = 0; turn < TURNS; turn++) {
        progress(`throughput, ${inFlight} in flight, ${turn + 1}/${TURNS}`);
        for (const rig of rigs) flows[rig.name].push(await flow(rig, inFlight, count));
      }
      const of = (rig: RigName, key: keyof Flow) => median(flows[rig].map((one) => one[key] ?? 0));
      const all = (key: keyof Flow) => ({ value: of("bridge", key), pair: of("pair", key), floor: of("floor", key) });
      const name = `${inFlight} in flight`;
      rows.push({
        name,
        unit: "messages/s",
        ...all("perSecond"),
        ...(inFlight === JUDGED ? { target: { least: 0.8, of: "pair" } } : {}),
      });
      rows.push({ name: `${name}: CPU`, unit: "µs/message", ...all("cpuUs") });
    }
    await Promise.all(rigs.map((rig) => rig.close()));
    return { title: "Throughput, short messages", rows };
  },
};
