/** Many large uploads at once: all of them succeed, and the host holds only parts of them in memory. */
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readEndpoint } from "../../src/rpc/endpoint";
import { Uploaded } from "../../src/shared/api";
import { createWorld } from "../support/agents";
import { must } from "../support/agents-in-process";

const UPLOADS = 20;
const MB = 1024 * 1024;
const EACH_MB = 25;
/** Seen: 90 to 120 MB. A host that keeps what it has written takes 650 MB. */
const ALLOWED_MB = 250;

/** Resident memory of a process in MB, now and at its height; null where there is no /proc to tell. */
function readMemory(pid: number): { now: number; peak: number } | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  const status = readFileSync(path, "utf8");
  const read = (name: string) =>
    Math.round(Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m"))?.[1]) / 1024);
  return { now: read("VmRSS"), peak: read("VmHWM") };
}

test(`${UPLOADS} uploads of ${EACH_MB} MB at once succeed within ${ALLOWED_MB} MB of memory`, {
  timeout: 120_000,
}, async () => {
  await using world = createWorld({ CODEX_BRIDGE_LOG_LEVEL: "warn" });
  const claude = await world.claude();
  await claude.call("list_sessions", {});
  const endpoint = must(readEndpoint(join(world.stateDir, "endpoint.json")));
  const { pid } = claude.client.child;
  const before = readMemory(pid);
  const content = new Uint8Array(EACH_MB * MB).fill(0x61);
  const at = performance.now();
  const files = await Promise.all(
    Array.from({ length: UPLOADS }, async (_, i) => {
      const response = await fetch(`http://127.0.0.1:${endpoint.port}/api/files?name=${i}.txt`, {
        method: "POST",
        headers: { authorization: `Bearer ${endpoint.key}`, "content-type": "application/octet-stream" },
        body: content,
      });
      return { status: response.status, ...Uploaded.parse(await response.json()).file };
    }),
  );
  const seconds = (performance.now() - at) / 1000;
  const after = readMemory(pid);
  expect(files.map(({ status, bytes }) => ({ status, bytes }))).toEqual(
    Array(UPLOADS).fill({ status: 201, bytes: EACH_MB * MB }),
  );
  expect(new Set(files.map(({ id }) => id)).size).toBe(UPLOADS);
  if (!before || !after) return console.log("no /proc here: memory is not measured");
  console.log(`${before.now} MB → ${after.now} MB, at most ${after.peak} MB, in ${seconds.toFixed(1)} s`);
  expect(after.peak - before.now).toBeLessThan(ALLOWED_MB);
});
