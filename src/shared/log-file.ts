/**
 * The log file of a state directory: several processes append to it, whoever finds it too large
 * puts it aside. It never stops anybody: what cannot be written to the file is still on stderr.
 */
import { closeSync, fstatSync, lstatSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { type Config, stateFiles } from "./config";
import { createLog, type Log, writeToStderr } from "./log";

/** A lock that is older than this was left by a process that died while it put the file aside. */
const STALE_LOCK_MS = 10_000;

export interface LogLimits {
  maxBytes: number;
  /** The present file and those put aside: bridge.log, bridge.log.1, … */
  files: number;
}

const LOG_LIMITS: LogLimits = { maxBytes: 10 * 1024 * 1024, files: 5 };

/** The log of a process: on stderr, and in the state directory's file. */
export function openLog(name: string, config: Config): Log {
  const append = createLogFile(stateFiles(config.stateDir).log, LOG_LIMITS);
  const log = createLog(`${name}[${process.pid}]`, config.logLevel, (line) => {
    writeToStderr(line);
    append(line);
  });
  for (const warning of config.warnings) log.warn(warning);
  return log;
}

/**
 * Makes the function that appends one line. Until the directory is there, and is its user's own, it
 * does nothing.
 */
export function createLogFile(path: string, limits: LogLimits): (line: string) => void {
  let fd: number | null = null;

  /** The present file: opened anew where another process has put ours aside. */
  function reopen(): number | null {
    if (fd !== null && statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(fd).ino) return fd;
    if (fd !== null) closeSync(fd);
    fd = null;
    const directory = lstatSync(dirname(path), { throwIfNoEntry: false });
    if (!directory?.isDirectory() || (process.getuid && directory.uid !== process.getuid())) return null;
    fd = openSync(path, "a", 0o600);
    return fd;
  }

  return (line) => {
    try {
      const current = reopen();
      if (current === null) return;
      // One write with O_APPEND: lines of several processes follow each other and never mix.
      writeSync(current, line);
      if (fstatSync(current).size >= limits.maxBytes) rotate(path, limits);
    } catch {
      // A full disk or a directory that has gone: the line was on stderr, and the next one tries
      // again.
    }
  };
}

/** Puts the file aside: one process does it, the others find a new file at their next line. */
function rotate(path: string, { maxBytes, files }: LogLimits): void {
  const lock = `${path}.lock`;
  try {
    closeSync(openSync(lock, "wx", 0o600));
  } catch {
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > STALE_LOCK_MS) rmSync(lock, { force: true });
    return;
  }
  try {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < maxBytes) return;
    rmSync(`${path}.${files - 1}`, { force: true });
    for (let index = files - 2; index >= 1; index--) {
      if (statSync(`${path}.${index}`, { throwIfNoEntry: false }))
        renameSync(`${path}.${index}`, `${path}.${index + 1}`);
    }
    if (files > 1) renameSync(path, `${path}.1`);
    else rmSync(path, { force: true });
  } finally {
    rmSync(lock, { force: true });
  }
}
