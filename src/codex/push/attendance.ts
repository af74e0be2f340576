/**
 * Whether a person has a thread open: a turn costs money, and threads stay loaded after their TUI
 * has gone.
 */
import { readFileSync, realpathSync } from "node:fs";
import type { Turn } from "../contract";
import { isOwnClientId } from "./framing";

/** Turns that the bridge may start in a row where nothing tells whether anybody looks. */
export const MAX_OWN_TURNS = 10;

export interface AttendanceFacts {
  /**
   * `readState.firstUnread` of the thread: set once a turn ended that no TUI has shown (seen on
   * 0.169.0).
   */
  firstUnread: unknown;
  /** The newest turns of the thread, newest first. */
  turns: readonly Turn[];
  /** Connections to the daemon; null where the system does not tell. */
  connections: number | null;
  /** How many of them are bridges'. */
  ownConnections: number;
}

/**
 * Why a turn should not be started in a thread, or null. An open TUI marks each ended turn as read
 * at once; so an unread turn says that nobody looks, and no connection but ours that nobody could.
 * What remains unknown (another thread's TUI is open, and this thread has not had a turn since its
 * own was closed) is bounded by MAX_OWN_TURNS.
 */
export function whyUnattended(facts: AttendanceFacts): string | null {
  const { firstUnread, turns, connections, ownConnections } = facts;
  if (connections !== null && connections <= ownConnections) return "no Codex window is open";
  if (firstUnread !== null && firstUnread !== undefined)
    return "the last turn of this Codex session was not looked at; nobody has it open";
  if (countOwnTurns(turns) >= MAX_OWN_TURNS)
    return `${MAX_OWN_TURNS} turns in a row were started by the bridge; a word of the user's is needed`;
  return null;
}

/** How many of the newest turns were started by a bridge, with no person's turn between them. */
function countOwnTurns(turns: readonly Turn[]): number {
  const first = turns.findIndex(({ items }) => {
    const opening = items.find(({ type }) => type === "userMessage");
    return !opening?.clientId || !isOwnClientId(opening.clientId);
  });
  return first === -1 ? turns.length : first;
}

/** How many clients are connected to a Unix socket (Linux); null elsewhere. */
export function countConnections(path: string): number | null {
  try {
    const target = realpathSync(path);
    // The path stands at the listener's line (state 01) and at the server's end of each connection
    // (state 03).
    const lines = readFileSync("/proc/net/unix", "utf8").split("\n");
    return lines.filter((line) => line.endsWith(` ${target}`) && / 03 +\d+ \//.test(line)).length;
  } catch {
    // No /proc, or the socket has just gone: then the other signs have to do.
    return null;
  }
}
