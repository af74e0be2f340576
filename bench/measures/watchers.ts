/** Browsers that watch: one publish for all, so that hundreds cost about what one costs. */
import { join } from "node:path";
import { startBridgeRig } from "../bridge-rig";
import { startLineProcess } from "../line-process";
import type { Row } from "../report";
import { median } from "../stats";
import type { Measure } from "./measure";
import { flow } from "./throughput";

const PAGES = [0, 1, 50, 500];
const TURNS = 5;

/** Processor time of the bridge for a message while none, one and many pages watch. */
export const watchers: Measure = {
  name: "watchers",
  async run({ quick, progress }) {
    const rows: Row[] = [];
    for (const pages of PAGES) {
      const bridge = await startBridgeRig({ ends: 1 });
      const { PATH = "", HOME = "" } = process.env;
      const command = [
        process.execPath,
        join(import.meta.dir, "..", "watching-pages.ts"),
        bridge.stateDir,
        String(pages),
      ];
      const child = startLineProcess("pages", command, { PATH, HOME }, import.meta.dir);
      await new Promise<void>((resolve) => {
        child.onLine = () => resolve();
      });
      const cost: number[] = [];
      await flow(bridge, 8, 200);
      for (let turn = 0; turn < TURNS; turn++) {
        progress(`${pages} pages, ${turn + 1}/${TURNS}`);
        // A burst with a pause: pages that cannot keep up are cut off, as they should be.
        cost.push((await flow(bridge, 8, quick ? 100 : 300)).cpuUs ?? 0);
        await Bun.sleep(200);
      }
      rows.push({ name: `${pages} page${pages === 1 ? "" : "s"}: CPU`, unit: "µs/message", value: median(cost) });
      await child.end();
      await bridge.close();
    }
    return { title: "Pages that watch, 8 questions in flight", rows };
  },
};
