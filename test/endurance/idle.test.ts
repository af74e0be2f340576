/** Processes that wait cost next to nothing, with a bridge and without one. */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { createWorld } from "../support/agents";

const TIMEOUT_MS = 20_000;
const WINDOW_MS = 2_000;
const MAX_SHARE = 0.1;
/** USER_HZ, which is 100 on every Linux that Bun runs on. */
const TICKS_PER_SECOND = 100;

const hasProc = existsSync("/proc/self/stat");
if (!hasProc) process.stderr.write("SKIPPED: idle processes: no /proc on this system to read their CPU time from\n");

/** Seconds of processor time that a process has used. */
function readCpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

describe.skipIf(!hasProc)("idle processes", () => {
  test(
    "use next to no processor time, with a live bridge, a dead one, or none at all",
    async () => {
      await using world = createWorld();
      await using orphaned = createWorld();
      await using empty = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const asking = await world.codex();
      expect((await codex.check()).isError).toBe(false);
      asking.ask("held all the while");
      await claude.next();

      const host = await orphaned.claude();
      const orphan = await orphaned.codex();
      expect((await orphan.check()).isError).toBe(false);
      host.client.child.kill("SIGKILL");
      await host.client.child.exited;
      const lonely = await empty.codex();
      // Its answer comes after the first attempts, the dense ones.
      await lonely.check();

      const processes = { claude, codex, asking, orphan, lonely };
      const measure = () =>
        Object.entries(processes).map(([name, { client }]) => ({ name, used: readCpuSeconds(client.child.pid) }));
      const before = measure();
      const startedAt = performance.now();
      // A window to measure in: there is nothing to wait for.
      await Bun.sleep(WINDOW_MS);
      const seconds = (performance.now() - startedAt) / 1000;
      const shares = measure().map(({ name, used }, place) => ({
        name,
        share: (used - (before[place]?.used ?? 0)) / seconds,
      }));
      console.log(shares.map(({ name, share }) => `${name} ${(share * 100).toFixed(1)} %`).join(", "));
      for (const { name, share } of shares) expect(`${name} idle: ${share < MAX_SHARE}`).toBe(`${name} idle: true`);
    },
    TIMEOUT_MS,
  );
});
