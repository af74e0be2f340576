/**
 * Which user holds the other end of a connection on this machine: the one place that asks the
 * system for it.
 */
import { readFile } from "node:fs/promises";
import { isIPv4 } from "node:net";
import { endianness } from "node:os";

/** Both ends of a TCP connection, as the server sees them: addresses without brackets. */
export interface Ends {
  clientAddress: string;
  clientPort: number;
  serverAddress: string;
  serverPort: number;
}

/** The user's number at the client's end; null where the system does not tell. */
export type FindOwner = (ends: Ends) => Promise<number | null>;

const LSOF_LIMIT_MS = 3_000;

// Column 3 is the state; 01 is an established connection. One that its process has closed already
// shows user 0.
const ESTABLISHED = "01";

/**
 * Asks the system for the owner of a connection's other end. On Linux the socket table says it
 * (some 3 ms a table: the kernel walks all buckets), on macOS lsof does, of our own user's
 * processes alone. Anywhere else, and where the client is in another network namespace or behind a
 * proxy on another machine: null.
 */
export function createOwnerFinder(platform: NodeJS.Platform = process.platform): FindOwner {
  if (platform === "linux") return findInSocketTable;
  if (platform === "darwin") return findByLsof;
  return async () => null;
}

/**
 * Linux: the row of /proc/net/tcp or tcp6 whose own end is the client's and whose other end is
 * ours.
 */
export async function findInSocketTable(ends: Ends): Promise<number | null> {
  // An IPv4 connection may belong to an IPv6 socket, which has a row in tcp6 alone.
  const tables = isIPv4(ends.clientAddress) ? ["tcp", "tcp6"] : ["tcp6"];
  for (const table of tables) {
    const text = await readFile(`/proc/net/${table}`, "utf8").catch(() => "");
    const owner = readSocketTable(text, ends, table === "tcp6");
    if (owner !== null) return owner;
  }
  return null;
}

/** Finds the client's row in the text of a socket table. */
export function readSocketTable(table: string, ends: Ends, isV6: boolean): number | null {
  const local = toTableAddress(ends.clientAddress, ends.clientPort, isV6);
  const remote = toTableAddress(ends.serverAddress, ends.serverPort, isV6);
  for (const line of table.split("\n")) {
    // 0 number, 1 own end, 2 other end, 3 state, 4 queues, 5 timer, 6 retransmissions, 7 user, 8
    // timeout, 9 inode
    const fields = line.trim().split(/\s+/);
    if (fields[1] !== local || fields[2] !== remote || fields[3] !== ESTABLISHED) continue;
    // A socket that no process holds any more has no inode, and its user means nothing.
    if (!/^\d+$/.test(fields[7] ?? "") || fields[9] === "0") return null;
    return Number(fields[7]);
  }
  return null;
}

/** "127.0.0.1", 8788 → "0100007F:2254": each 32-bit word as this machine stores it. */
function toTableAddress(address: string, port: number, isV6: boolean): string {
  const bytes = isIPv4(address) ? address.split(".").map(Number) : toV6Bytes(address);
  const whole = isV6 && bytes.length === 4 ? [...new Array<number>(10).fill(0), 255, 255, ...bytes] : bytes;
  let hex = "";
  for (let at = 0; at < whole.length; at += 4) {
    const word = whole.slice(at, at + 4);
    for (const byte of endianness() === "LE" ? word.reverse() : word) hex += toHex(byte, 2);
  }
  return `${hex}:${toHex(port, 4)}`;
}

function toV6Bytes(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...new Array<number>(gap).fill(0), ...after].flatMap((group) => [group >> 8, group & 255]);
}

function toHex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}

/** macOS: lsof, which tells a user of his own processes and of nobody else's. */
export async function findByLsof(ends: Ends): Promise<number | null> {
  const { clientAddress, clientPort, serverAddress, serverPort } = ends;
  const show = (address: string, port: number) => `${isIPv4(address) ? address : `[${address}]`}:${port}`;
  const own = `${show(clientAddress, clientPort)}->${show(serverAddress, serverPort)}`;
  try {
    const child = Bun.spawn(["lsof", "-nP", "-a", `-iTCP:${clientPort}`, "-sTCP:ESTABLISHED", "-Fpun"], {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "ignore",
      timeout: LSOF_LIMIT_MS,
    });
    return readLsof(await new Response(child.stdout).text(), own);
  } catch {
    // There is no lsof here.
    return null;
  }
}

/** lsof's fields, one a line: p begins a process, u is its user, n a connection of it. */
export function readLsof(output: string, connection: string): number | null {
  let user: number | null = null;
  for (const line of output.split("\n")) {
    const value = line.slice(1);
    if (line[0] === "p") user = null;
    if (line[0] === "u" && /^\d+$/.test(value)) user = Number(value);
    if (line[0] === "n" && value === connection) return user;
  }
  return null;
}
