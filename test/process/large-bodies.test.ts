/** Large bodies with a valid key are read in turns: the memory of the host stays bounded [F10c]. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readEndpoint } from "../../src/rpc/endpoint";
import { createWorld } from "../support/agents";
import { must } from "../support/agents-in-process";

const MB = 1024 * 1024;

/** The most memory that a process has had so far, in MB. */
function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

test("six at once", { timeout: 60_000 }, async () => {
  await using world = createWorld();
  const claude = await world.claude();
  await claude.call("list_sessions", {});
  const { port, key, pid } = must(readEndpoint(join(world.stateDir, "endpoint.json")));
  const before = peakOf(pid);
  const post = async (bytes: number) => {
    const body = JSON.stringify({ id: "m_large", to: "claude", text: "", padding: "x".repeat(bytes) });
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const sent = fetch(`http://127.0.0.1:${port}/api/messages`, { method: "POST", headers, body });
    // Where the answer comes before the body has gone, the connection ends in the middle of it.
    return sent.then(({ status }) => status).catch(() => 0);
  };
  for (const size of [100 * MB, 40 * MB]) {
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(size)));
    for (const status of answers) expect([0, 400, 413, 429]).toContain(status);
  }
  expect(peakOf(pid) - before).toBeLessThan(450);
  expect((await claude.call("list_sessions", {})).isError).toBe(false);
});
