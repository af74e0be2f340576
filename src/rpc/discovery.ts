/**
 * Where a peer dials: CODEX_BRIDGE_URL if it is set, else what the host wrote, else the port that
 * the user chose. Never the default port on the chance that a host is there: another program may
 * be.
 */
import { readFileSync } from "node:fs";
import { type Config, stateFiles } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { assertOwnStateDir } from "../shared/state-dir";
import { readEndpoint } from "./endpoint";

/** What brings a bridge where there is none. */
export const START = "Start Claude Code with: claude";

export interface Place {
  host: string;
  port: number;
  token: string;
  /** Another one for each host that tells of itself; null or left out where it does not. */
  run?: string | null;
  /** The host's process; null or left out where that is not known. */
  pid?: number | null;
}

/**
 * Finds out anew where the bridge is. Throws the BridgeError that says in words why there is none.
 */
export type Locate = () => Place;

/** Makes the function that a peer asks before every attempt to connect. */
export function createLocator(config: Config): Locate {
  const files = { endpoint: stateFiles(config.stateDir).endpoint, token: stateFiles(config.stateDir).token };
  return () => {
    // A token that somebody else has put there would prove somebody else's bridge to be ours.
    assertOwnStateDir(config.stateDir);
    // Only a host makes the token, so without one no bridge has ever run with this state directory.
    const token = readText(files.token)?.trim();
    if (!token)
      throw new BridgeError("unavailable", `No bridge has run with the state directory ${config.stateDir}. ${START}`);
    if (config.url !== null) {
      const { hostname, port } = new URL(config.url);
      return { host: hostname, port: Number(port) || 80, token, run: null, pid: null };
    }
    const endpoint = readEndpoint(files.endpoint);
    if (!endpoint && (!config.portIsExplicit || config.port === 0))
      throw new BridgeError("unavailable", `No bridge runs with the state directory ${config.stateDir}. ${START}`);
    return {
      host: "127.0.0.1",
      port: endpoint?.port ?? config.port,
      token,
      run: endpoint?.key ?? null,
      pid: endpoint?.pid ?? null,
    };
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Absent or not readable: the attempt that follows says what is missing.
    return null;
  }
}
