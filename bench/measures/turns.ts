/** What several measurements do with a rig. */
import { startBridgeRig } from "../bridge-rig";
import { startFloorRig } from "../floor-rig";
import { startPairRig } from "../pair-rig";
import { startCpuClock } from "../process-cost";
import { questionOf, type Rig } from "../rig";

export const SHORT = 40;

/** In the first 15,000 questions the engine's compilers take as long as all the rest. */
const WARM_UP = { full: 15_000, quick: 1_500 };

export interface Flow {
  perSecond: number;
  /**
   * Processor time of all measured processes for a message, in µs; null where the system does not
   * tell.
   */
  cpuUs: number | null;
}

/** The three rigs with one Codex end each, warm, to be measured in turns. */
export async function startRigs(quick: boolean): Promise<readonly Rig[]> {
  const rigs = [await startBridgeRig({ ends: 1 }), await startPairRig(1), await startFloorRig(1)];
  for (const rig of rigs) await flow(rig, 64, quick ? WARM_UP.quick : WARM_UP.full);
  return rigs;
}

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

/**
 * Keeps `inFlight` questions open until `count` exchanges are done. A message is a question or an
 * answer.
 */
export async function flow(rig: Rig, inFlight: number, count: number): Promise<Flow> {
  const readCpuMs = startCpuClock(rig.processes);
  const began = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: inFlight }, async (_, i) => {
      while (left-- > 0) await rig.exchange(i % rig.ends, questionOf(SHORT));
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
