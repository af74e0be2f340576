/** Finds out who holds a port on loopback. */
import { findOnPath, run } from "./programs";

/** Whether this process could listen there now. */
export function isPortFree(port: number): boolean {
  try {
    Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
    return true;
  } catch {
    // The port is taken or not allowed: the bridge cannot have it.
    return false;
  }
}

/** The process that listens on a port; null where the system does not say. */
export async function findPortHolder(port: number): Promise<{ pid: number; name: string } | null> {
  const path = ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"];
  const lsof = findOnPath("lsof", path);
  if (lsof) {
    const { stdout } = await run([lsof, "-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], { env: {}, limitMs: 5_000 });
    const found = /^p(\d+)\nc(.+)$/m.exec(stdout);
    if (found) return { pid: Number(found[1]), name: found[2] ?? "" };
  }
  const ss = findOnPath("ss", path);
  if (!ss) return null;
  const { stdout } = await run([ss, "-Hltnp", `sport = :${port}`], { env: {}, limitMs: 5_000 });
  const found = /users:\(\("([^"]+)",pid=(\d+)/.exec(stdout);
  return found ? { pid: Number(found[2]), name: found[1] ?? "" } : null;
}
