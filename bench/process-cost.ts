/**
 * What a process costs, as the system counts it. Linux only: elsewhere there is nothing, and the
 * table says so.
 */
import { readdirSync, readFileSync } from "node:fs";

/**
 * Starts to count the time that processes are on a processor. The function gives it in ms, all
 * threads that live then together (what a thread did at last that has ended is lost); null where
 * the system does not tell.
 */
export function startCpuClock(processes: readonly { pid: number }[]): () => number | null {
  const before = readThreads(processes);
  return () => {
    const after = readThreads(processes);
    if (after.size === 0) return null;
    return [...after].reduce((sum, [thread, ns]) => sum + ns - (before.get(thread) ?? 0), 0) / 1e6;
  };
}

/**
 * Each thread's time so far. `schedstat` counts nanoseconds (proc(5)), where `stat` counts in steps
 * of 10 ms.
 */
function readThreads(processes: readonly { pid: number }[]): Map<string, number> {
  const threads = processes.flatMap(({ pid }) =>
    list(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`),
  );
  return new Map(threads.map((path) => [path, Number(read(`${path}/schedstat`)?.split(" ")[0] ?? 0)]));
}

/**
 * Resident memory in MB: all of it, and the part that no other process shares; null where the
 * system does not tell.
 */
export function readMemoryMb(pid: number): { resident: number; own: number } | null {
  const text = read(`/proc/${pid}/smaps_rollup`);
  const field = (name: string) => Number(text?.match(new RegExp(`^${name}: +(\\d+) kB`, "m"))?.[1] ?? 0) / 1024;
  return text ? { resident: field("Rss"), own: field("Private_Clean") + field("Private_Dirty") } : null;
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // As below.
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Not Linux, or the process has gone.
    return null;
  }
}
