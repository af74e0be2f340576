/** What a process costs, as the system counts it. Linux only: elsewhere there is nothing, and the table says so. */
import { readFileSync } from "node:fs";

/** Clock ticks a second in /proc (proc(5): USER_HZ, 100 on every Linux that Bun runs on). */
const TICKS = 100;

/** Time on a processor so far, in ms (10 ms steps); null where the system does not tell. */
export function readCpuMs(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is a name in parentheses, which may hold blanks.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields ? ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS : null;
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

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Not Linux, or the process has gone.
    return null;
  }
}
