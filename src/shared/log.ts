/**
 * The log, on stderr since stdout belongs to the protocol. Never holds a token or a message's text.
 */
const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LEVELS)[number];

export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Creates a log that writes `name` before each line and leaves out what is below `level`. */
export function createLog(name: string, level: LogLevel, write: (line: string) => void = writeToStderr): Log {
  const from = LEVELS.indexOf(level);
  const at = (own: LogLevel) => (message: string) => {
    if (LEVELS.indexOf(own) < from) return;
    write(`${new Date().toISOString()} ${name} ${own}: ${toEntry(message)}\n`);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

// Tokens and keys are 64 hexadecimal digits (proof.ts): none is ever logged on purpose, and none by
// accident.
const SECRET = /\b[0-9a-f]{64}\b/gi;

/** One entry is one line, whatever a message brings from outside. */
function toEntry(message: string): string {
  return message.replace(SECRET, "…").replace(/\s*[\r\n]+\s*/g, " | ");
}

/** Writes a line to stderr, which is opened with the first one: that takes some 4 ms of a start. */
export function writeToStderr(line: string): void {
  // A reader that has gone must not kill the process before it has put its things away.
  if (process.stderr.listenerCount("error") === 0) process.stderr.on("error", () => {});
  process.stderr.write(line);
}
