/** codex-bridge logs: shows the end of the log, and follows it with -f. */
import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { type Config, stateFiles } from "../../shared/config";
import { BridgeError } from "../../shared/errors";
import type { AddCommand } from "../command";

const POLL_MS = 250;
const BLOCK = 64 * 1024;

interface LogsOptions {
  follow?: boolean;
  lines?: number;
}

export const addLogs: AddCommand = (program, { run }) => {
  program
    .command("logs")
    .description("show the end of the bridge's log")
    .option("-f, --follow", "go on with new lines, until Ctrl-C")
    .option("-n, --lines <number>", "how many lines", parseLines, 100)
    .addHelpText(
      "after",
      `
The log holds no secrets and no text of a message.

Examples:
  codex-bridge logs -n 20
  codex-bridge logs -f`,
    )
    .action((options: LogsOptions) => run((config) => runLogs(config, options)));
};

function parseLines(text: string): number {
  const lines = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(lines >= 1)) throw new InvalidArgumentError("Expected a whole number from 1 up.");
  return lines;
}

/** Prints the last lines. Where the current file is too short, they begin in the one before it. */
async function runLogs(config: Config, { follow = false, lines = 100 }: LogsOptions): Promise<void> {
  const path = stateFiles(config.stateDir).log;
  let fd = open(path);
  if (fd === null && !follow)
    throw new BridgeError("not_found", `There is no log yet: ${path} is made when a session with the bridge starts.`);
  let at = 0;
  if (fd !== null) {
    const { text, end } = readEnd(fd, lines);
    const missing = lines - countLines(text);
    process.stdout.write(missing > 0 ? readOlder(path, missing) + text : text);
    at = end;
  }
  if (!follow) return close(fd);

  const stop = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.resolve());
  process.stdout.on("error", () => stop.resolve());
  const timer = setInterval(() => {
    if (fd !== null) at = copy(fd, at);
    // The log was rotated: the old file has been printed to its end, so go on with the new one.
    if (fd !== null && isSame(fd, path)) return;
    const next = open(path);
    if (next === null) return;
    close(fd);
    fd = next;
    at = copy(fd, 0);
  }, POLL_MS);
  await stop.promise;
  clearInterval(timer);
  close(fd);
}

function open(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function close(fd: number | null): void {
  if (fd !== null) closeSync(fd);
}

/** The last `lines` lines of a file, read from the back, and the file's size. */
function readEnd(fd: number, lines: number): { text: string; end: number } {
  const end = fstatSync(fd).size;
  const parts: Buffer[] = [];
  let at = end;
  for (let breaks = 0; at > 0 && breaks <= lines; ) {
    const size = Math.min(BLOCK, at);
    at -= size;
    const block = Buffer.alloc(size);
    readSync(fd, block, 0, size, at);
    parts.unshift(block);
    breaks += block.filter((byte) => byte === 10).length;
  }
  const text = Buffer.concat(parts).toString("utf8");
  const all = text.split("\n");
  // The last element is what follows the last line break.
  return { text: all.slice(Math.max(0, all.length - 1 - lines)).join("\n"), end };
}

function readOlder(path: string, lines: number): string {
  const fd = open(`${path}.1`);
  if (fd === null) return "";
  const { text } = readEnd(fd, lines);
  close(fd);
  return text;
}

/** Prints what lies after `at`. Returns where the file ended. */
function copy(fd: number, at: number): number {
  const { size } = fstatSync(fd);
  let next = at;
  while (next < size) {
    const block = Buffer.alloc(Math.min(BLOCK, size - next));
    const count = readSync(fd, block, 0, block.length, next);
    if (count === 0) break;
    process.stdout.write(block.subarray(0, count));
    next += count;
  }
  return next;
}

function isSame(fd: number, path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(fd).ino;
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}
