/** What both programs take while nothing happens, before and after much has happened. */
import { startBridgeRig } from "../bridge-rig";
import { startPairRig } from "../pair-rig";
import { readMemoryMb, startCpuClock } from "../process-cost";
import type { Row } from "../report";
import { questionOf, type Rig } from "../rig";
import type { Measure } from "./measure";
import { flow, SHORT } from "./turns";

const SETTLE_MS = 3_000;
/**
 * For half a minute after a start the engine looks every second whether there is something to
 * collect.
 */
const CALM_MS = 35_000;
const MOST_MB = { server: 58, codex: 50 };

/**
 * Resident memory of sessions that nobody uses, after a question and after many; and the cost of
 * doing nothing.
 */
export const memory: Measure = {
  name: "memory",
  async run({ quick, progress }) {
    const messages = quick ? 4_000 : 20_000;
    const bridge = await startBridgeRig({ ends: 1, isSilent: true });
    const pair = await startPairRig(1);
    progress("memory, idle");
    await Bun.sleep(SETTLE_MS);
    const rows = read("idle", bridge, pair, true);

    progress("processor time, idle");
    if (!quick) await Bun.sleep(CALM_MS);
    rows.push(await readIdleCpu(bridge, pair, quick ? 3_000 : 10_000));

    progress("memory, after a first question");
    for (const rig of [bridge, pair]) await rig.exchange(0, questionOf(SHORT));
    await Bun.sleep(SETTLE_MS);
    rows.push(...read("after a question", bridge, pair, false));

    progress(`memory, after ${messages} messages`);
    for (const rig of [bridge, pair]) await flow(rig, 64, messages / 2);
    await Bun.sleep(SETTLE_MS);
    rows.push(...read(`after ${messages.toLocaleString("en")} messages`, bridge, pair, false));
    await Promise.all([bridge.close(), pair.close()]);
    return { title: "Memory (resident) and idle CPU", rows };
  },
};

async function readIdleCpu(bridge: Rig, pair: Rig, idleMs: number): Promise<Row> {
  const clocks = { bridge: startCpuClock(bridge.processes), pair: startCpuClock(pair.processes) };
  await Bun.sleep(idleMs);
  const share = (ms: number | null) => (ms === null ? null : (ms / idleMs) * 100);
  return { name: "both processes, idle CPU", unit: "%", value: share(clocks.bridge()), pair: share(clocks.pair()) };
}

function read(when: string, bridge: Rig, pair: Rig, isIdle: boolean): Row[] {
  return bridge.processes.map(({ name, pid }, index) => {
    const [value, other] = [pid, pair.processes[index]?.pid ?? 0].map((one) => readMemoryMb(one)?.resident ?? null);
    const most = MOST_MB[name.startsWith("server") ? "server" : "codex"];
    const row: Row = { name: `${name}, ${when}`, unit: "MB", value: value ?? null, pair: other ?? null };
    return isIdle ? { ...row, target: { most } } : row;
  });
}
