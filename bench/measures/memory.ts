/** What both programs take while nothing happens, before and after much has happened. */
import { startBridgeRig } from "../bridge-rig";
import { startFloorRig } from "../floor-rig";
import { readMemoryMb, startCpuClock } from "../process-cost";
import type { Row } from "../report";
import { questionOf, type Rig } from "../rig";
import type { Measure } from "./measure";
import { flow } from "./throughput";

const BYTES = 40;
const SETTLE_MS = 3_000;
/** For half a minute after a start the engine looks every second whether there is something to collect. */
const CALM_MS = 35_000;
const LIMIT_MB: Record<string, number> = { server: 48, codex: 45 };

/** Resident memory of sessions that nobody uses, after a question and after many; and the processor time of doing nothing. */
export const memory: Measure = {
  name: "memory",
  async run({ quick, progress }) {
    const messages = quick ? 4_000 : 20_000;
    const bridge = await startBridgeRig({ ends: 1, isSilent: true });
    const floor = await startFloorRig(1);
    progress("memory, idle");
    await Bun.sleep(SETTLE_MS);
    const rows = read("idle", bridge, floor, true);

    const idleMs = quick ? 3_000 : 10_000;
    progress("processor time, idle");
    if (!quick) await Bun.sleep(CALM_MS);
    const clocks = { bridge: startCpuClock(bridge.processes), floor: startCpuClock(floor.processes) };
    await Bun.sleep(idleMs);
    const share = (ms: number | null) => (ms === null ? null : (ms / idleMs) * 100);
    rows.push({
      name: "both processes, idle CPU",
      unit: "%",
      value: share(clocks.bridge()),
      floor: share(clocks.floor()),
    });

    progress("memory, after a first question");
    for (const rig of [bridge, floor]) await rig.exchange(0, questionOf(BYTES));
    await Bun.sleep(SETTLE_MS);
    rows.push(...read("after a question", bridge, floor, false));

    progress(`memory, after ${messages} messages`);
    for (const rig of [bridge, floor]) await flow(rig, 64, messages / 2);
    await Bun.sleep(SETTLE_MS);
    rows.push(...read(`after ${messages.toLocaleString("en")} messages`, bridge, floor, false));
    await Promise.all([bridge.close(), floor.close()]);
    return { title: "Memory (resident) and idle CPU", rows };
  },
};

function read(when: string, bridge: Rig, floor: Rig, isIdle: boolean): Row[] {
  return bridge.processes.map(({ name, pid }, index) => {
    const [value, least] = [pid, floor.processes[index]?.pid ?? 0].map((one) => readMemoryMb(one)?.resident ?? null);
    const limit = LIMIT_MB[name.startsWith("server") ? "server" : "codex"];
    const row: Row = { name: `${name}, ${when}`, unit: "MB", value: value ?? null, floor: least ?? null };
    return isIdle && limit !== undefined ? { ...row, target: { value: limit } } : row;
  });
}
