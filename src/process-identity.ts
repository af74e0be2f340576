/** Names a process so that its number, used again later, is not taken for the same one. */
import { readFileSync } from "node:fs";
import { deriveId } from "./ids";

/** An id for the process `pid`: the same from every process that asks, different once the number is reused. */
export function identifyProcess(pid: number): string {
  return deriveId("cc", String(pid), startOf(pid) ?? "unknown");
}

/** The present parent; `process.ppid` is cached by Bun and never notices that the parent has died. */
export function readParentPid(): number {
  const stat = readStat("self");
  return stat ? Number(stat[1]) : process.ppid;
}

/** When a process started, in a form that only compares: Linux ticks since boot with the boot's id, else what ps says. */
function startOf(pid: number): string | null {
  const stat = readStat(String(pid));
  if (stat) return `${readBootId()} ${stat[19]}`;
  const ps = Bun.spawnSync(["ps", "-o", "lstart=", "-p", String(pid)], { stderr: "ignore" });
  return ps.success ? ps.stdout.toString().trim() : null;
}

/** The fields of /proc/PID/stat after the command's name, which may itself hold spaces and brackets. */
function readStat(pid: string): string[] | null {
  const text = readText(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ") ?? null;
}

function readBootId(): string {
  return readText("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // No /proc on this system, or the process has gone.
    return null;
  }
}
