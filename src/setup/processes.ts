/** Finds the bridge's servers among the running processes, and what has started them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./programs";
import { ENTRIES, type Side } from "./registration";

export interface ServerProcess {
  side: Side;
  pid: number;
  ppid: number;
  /** The command line of the process that started it. */
  parent: string;
}

/** Lists the servers of this installation; empty where the system has no `ps`. */
export async function listServers(root: string): Promise<ServerProcess[]> {
  const { stdout } = await run(["ps", "-axww", "-o", "pid=,ppid=,args="], {
    env: { PATH: "/usr/bin:/bin" },
    limitMs: 5_000,
  });
  const processes = stdout.split("\n").flatMap((line) => {
    const [, pid, ppid, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), ppid: Number(ppid), args }];
  });
  const commands = new Map(processes.map(({ pid, args }) => [pid, args]));
  const sides = ["claude", "codex"] as const;
  return processes.flatMap(({ pid, ppid, args }) => {
    const side = sides.find((own) => scriptsOf(own, root).some((script) => args.includes(script)));
    return side ? [{ side, pid, ppid, parent: commands.get(ppid) ?? "" }] : [];
  });
}

function scriptsOf(side: Side, root: string): string[] {
  return [join(root, `${ENTRIES[side]}.ts`), join(root, "dist", `${ENTRIES[side]}.js`)];
}

/**
 * The PATH that a running process was started with; null where the system does not tell (no /proc).
 */
export function readPathOf(pid: number): string[] | null {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return (
      environment
        .find((entry) => entry.startsWith("PATH="))
        ?.slice("PATH=".length)
        .split(":") ?? []
    );
  } catch {
    // Another user's process, one that has ended, or another system.
    return null;
  }
}
