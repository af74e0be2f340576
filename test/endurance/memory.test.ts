/** Memory does not grow with history: 50,000 messages leave each process near where it began. */
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { createWorld } from "../support/agents";

const MESSAGES = 50_000;
const IN_FLIGHT = 32;
const WARM_UP = 1_000;
const ALLOWED_MB = 30;
const SETTLE_MS = 10_000;

/** Resident memory of a process in MB; undefined where there is no /proc to tell. */
function residentMb(pid: number): number | undefined {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  const kb = readFileSync(path, "utf8").match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return kb === undefined ? undefined : Number(kb) / 1024;
}

test(`${MESSAGES} messages leave each process within ${ALLOWED_MB} MB of where it began`, {
  timeout: 180_000,
}, async () => {
  await using world = createWorld({ CODEX_BRIDGE_LOG_LEVEL: "warn" });
  const claude = await world.claude();
  const codex = await world.codex();
  claude.client.waitFor((line) => {
    const params = line.params as { meta?: { message_id?: string } } | undefined;
    const id = params?.meta?.message_id;
    if (id) claude.reply("an answer of ordinary length, so that there is something to keep", id);
    // Nothing is kept here either: this process is not the one that is measured, but it has to last.
    claude.client.notifications.length = 0;
    return false;
  });

  async function exchange(count: number): Promise<void> {
    let left = count;
    const lane = async () => {
      while (left-- > 0) {
        const { blocks } = await codex.ask("a question of ordinary length, so that there is something to keep").answer;
        expect(blocks).toHaveLength(1);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  }

  const pids = { "server.ts": claude.client.child.pid, "codex-mcp.ts": codex.client.child.pid };
  // Each exchange is two messages.
  await exchange(WARM_UP / 2);
  const before = Object.values(pids).map(residentMb);
  const at = performance.now();
  await exchange(MESSAGES / 2);
  const seconds = (performance.now() - at) / 1000;
  // The collector takes its time: what counts is what stays.
  const limit = Date.now() + SETTLE_MS;
  let after = Object.values(pids).map(residentMb);
  while (Date.now() < limit && after.some((mb, i) => (mb ?? 0) - (before[i] ?? 0) >= ALLOWED_MB)) {
    await exchange(1);
    after = Object.values(pids).map(residentMb);
  }
  Object.keys(pids).forEach((name, i) => {
    console.log(`${name}: ${before[i]?.toFixed(1)} MB → ${after[i]?.toFixed(1)} MB`);
  });
  console.log(`${MESSAGES} messages in ${seconds.toFixed(1)} s`);
  if (before.includes(undefined)) return console.log("no /proc here: memory is not measured");
  before.forEach((start, i) => {
    expect((after[i] ?? Number.POSITIVE_INFINITY) - (start ?? 0)).toBeLessThan(ALLOWED_MB);
  });
});
