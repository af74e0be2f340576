/**
 * Notices when npx has been ended. It ends the shell that it started, and leaves the `bun run`
 * below that shell alive, which then waits for us: so our parent stays, and only our parent's
 * parent tells (npm 11.19, Bun 1.4.5).
 */
import { readFileSync } from "node:fs";

const CHECK_MS = 400;

/**
 * Calls `gone` once the process that launched our parent is no longer its parent. Does not keep the
 * process alive.
 */
export function watchLauncher(gone: () => void): void {
  const parent = process.ppid;
  const launcher = readParentOf(parent);
  const timer = setInterval(() => {
    if (readParentOf(parent) === launcher) return;
    clearInterval(timer);
    gone();
  }, CHECK_MS);
  timer.unref();
}

function readParentOf(pid: number): string | null {
  try {
    // The fields after the command's name, which may itself hold spaces and brackets: state, parent
    // …
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? null;
  } catch {
    // No /proc on this system, or the process has gone: ps knows both.
    const ps = Bun.spawnSync(["ps", "-o", "ppid=", "-p", String(pid)], {
      env: { PATH: "/usr/bin:/bin" },
      stderr: "ignore",
    });
    return ps.success ? ps.stdout.toString().trim() : null;
  }
}
