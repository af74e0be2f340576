/** Where a hook finds the bridge: as config.ts and locator.ts have it, of which it needs a tenth. */
import { lstatSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

export interface Places {
  stateDir: string;
  /** The environment's CODEX_BRIDGE_URL. */
  url: string | null;
}

export interface Address {
  host: string;
  port: number;
  token: string;
}

export function readPlaces(env: Readonly<Record<string, string | undefined>>): Places {
  const home = env.HOME && isAbsolute(env.HOME) ? env.HOME : homedir();
  const stateDir = env.CODEX_BRIDGE_STATE_DIR || join(home, ".claude", "channels", "codex-bridge");
  return { stateDir, url: env.CODEX_BRIDGE_URL || null };
}

/** Where the bridge listens now; null where none does. */
export function findBridge({ stateDir, url }: Places): Address | null {
  // As state-dir.ts has it: what another user has put there proves nothing.
  if (!isOwnDirectory(stateDir)) return null;
  const token = readText(join(stateDir, "token"))?.trim();
  if (!token) return null;
  const named = url ?? readString(join(stateDir, "config.json"), "url");
  if (named !== null) {
    if (!URL.canParse(named)) return null;
    const { hostname, port } = new URL(named);
    return { host: hostname, port: Number(port) || 80, token };
  }
  const port = Number(readString(join(stateDir, "endpoint.json"), "port"));
  return port > 0 ? { host: "127.0.0.1", port, token } : null;
}

function isOwnDirectory(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return Boolean(stat?.isDirectory()) && (process.getuid === undefined || stat?.uid === process.getuid());
}

/** A field of a JSON file as text; null where there is no such file or field. */
function readString(path: string, key: string): string | null {
  try {
    const parsed: unknown = JSON.parse(readText(path) ?? "null");
    const value = typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, key) : null;
    return typeof value === "string" || typeof value === "number" ? String(value) : null;
  } catch {
    // Being replaced, or damaged: as good as none.
    return null;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Absent or not readable: there is no bridge for us.
    return null;
  }
}
