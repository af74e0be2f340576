/** What a process costs, as the system counts it. Linux only: elsewhere there is nothing, and the table says so. */
import { readdirSync, readFileSync } from "node:fs";

/**
 * Time on a processor so far, in ms, of all threads that live; null where the system does not tell. `schedstat`
 * counts nanoseconds (proc(5)), where `stat` counts in steps of 10 ms.
 */
export function readCpuMs(pid: number): number | null {
  const threads = list(`/proc/${pid}/task`);
  const spent = threads.flatMap((thread) => read(`/proc/${pid}/task/${thread}/schedstat`)?.split(" ")[0] ?? []);
  return spent.length === 0 ? null : spent.reduce((sum, ns) => sum + Number(ns), 0) / 1e6;
}

/** Resident memory in MB: all of it, and the part that no other process shares; null where the system does not tell. */
export function readMemoryMb(pid: number): { resident: number; own: number } | null {
  const text = read(`/proc/${pid}/smaps_rollup`);
  const field = (name: string) => Number(text?.match(new RegExp(`^${name}: +(\\d+) kB`, "m"))?.[1] ?? 0) / 1024;
  return text ? { resident: field("Rss"), own: field("Private_Clean") + field("Private_Dirty") } : null;
}

/** CPU time of several processes together. */
export function sumCpuMs(processes: readonly { pid: number }[]): number | null {
  return processes.reduce<number | null>((sum, { pid }) => {
    const own = readCpuMs(pid);
    return sum === null || own === null ? null : sum + own;
  }, 0);
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
