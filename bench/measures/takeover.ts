/**
 * The host is killed while calls are held: how long until a member has taken over and their answers
 * arrive.
 */
import { startBridgeRig } from "../bridge-rig";
import { questionOf } from "../rig";
import { percentile } from "../stats";
import type { Measure } from "./measure";

const HELD = 200;
const MOST_MS = 150;

/**
 * SIGKILL of the host with 200 held calls, all answered at that moment, through the member that
 * takes over.
 */
export const takeover: Measure = {
  name: "takeover",
  async run({ quick, progress }) {
    const rounds = quick ? 3 : 15;
    const last: number[] = [];
    const first: number[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`takeover ${round + 1}/${rounds}`);
      const rig = await startBridgeRig({ ends: 2, separateHost: true });
      const answerAll = rig.keepQuestions();
      const calls = Array.from({ length: HELD }, (_, i) => rig.exchange(i % 2, questionOf(40)));
      while (rig.kept() < HELD) await Bun.sleep(5);
      const began = performance.now();
      rig.host.child.kill("SIGKILL");
      answerAll();
      await Promise.race(calls);
      first.push(performance.now() - began);
      await Promise.all(calls);
      last.push(performance.now() - began);
      await rig.close();
    }
    return {
      title: `Takeover, ${HELD} held calls, ${rounds} times`,
      rows: [
        { name: "first answer, p50", unit: "ms", value: percentile(first, 0.5) },
        { name: "every answer, p50", unit: "ms", value: percentile(last, 0.5) },
        { name: "every answer, p95", unit: "ms", value: percentile(last, 0.95), target: { most: MOST_MS } },
      ],
    };
  },
};
