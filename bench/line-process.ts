/**
 * A child process that is spoken to in lines, as both clients speak to the bridge; as little work
 * of its own as can be.
 */
import type { Subprocess } from "bun";

const NEWLINE = 10;
const END_LIMIT_MS = 3_000;

export interface LineProcess {
  readonly name: string;
  readonly child: Subprocess<"pipe", "pipe", "pipe">;
  /** Writes a line; all lines of one microtask go out as one write. */
  send(line: string): void;
  /** Called with every line that the process writes. */
  onLine: (line: string) => void;
  /** What the process wrote to stderr. */
  stderr(): string;
  /** Ends stdin and waits for the process, which is killed where it does not end. */
  end(): Promise<void>;
}

/** Starts a process with exactly the environment given. */
export function startLineProcess(name: string, command: string[], env: Record<string, string>, cwd: string) {
  const child = Bun.spawn(command, { cwd, env, stdin: "pipe", stdout: "pipe", stderr: "pipe" });
  let outbox: string[] = [];
  let errors = "";
  const own: LineProcess = {
    name,
    child,
    onLine: () => {},
    send(line) {
      outbox.push(line);
      if (outbox.length > 1) return;
      queueMicrotask(() => {
        child.stdin.write(`${outbox.join("\n")}\n`);
        outbox = [];
        child.stdin.flush();
      });
    },
    stderr: () => errors,
    async end() {
      child.stdin.end();
      const late = setTimeout(() => child.kill("SIGKILL"), END_LIMIT_MS);
      await child.exited;
      clearTimeout(late);
    },
  };
  readLines(child.stdout, (line) => own.onLine(line));
  const decoder = new TextDecoder();
  readChunks(child.stderr, (chunk) => {
    errors = (errors + decoder.decode(chunk, { stream: true })).slice(-20_000);
  });
  return own;
}

async function readLines(stream: ReadableStream<Uint8Array>, take: (line: string) => void): Promise<void> {
  let parts: Uint8Array[] = [];
  await readChunks(stream, (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      parts.push(chunk.subarray(start, end));
      take((parts.length === 1 ? Buffer.from(parts[0] ?? []) : Buffer.concat(parts)).toString());
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.slice(start));
  });
}

async function readChunks(stream: ReadableStream<Uint8Array>, take: (chunk: Uint8Array) => void): Promise<void> {
  for await (const chunk of stream) take(chunk);
}
