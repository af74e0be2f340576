/** The other end of Claude Code's inbox socket: takes lines as the real client does, and answers nothing. */
import { existsSync } from "node:fs";

export interface FakeInbox {
  /** The lines of the next connection that has closed. */
  next(): Promise<unknown[]>;
  /** How many connections have closed so far. */
  count(): number;
  /** Resolves at the first connection. */
  connected: Promise<void>;
  close(): void;
}

export interface FakeInboxOptions {
  /** Takes connections and reads nothing. */
  deaf?: boolean;
  /** As after SIGKILL: the socket's file is there, and nobody behind it. */
  abandon?: boolean;
}

export function listenAsInbox(path: string, { deaf = false, abandon = false }: FakeInboxOptions = {}): FakeInbox {
  const taken: unknown[][] = [];
  const waiting: ((lines: unknown[]) => void)[] = [];
  let count = 0;
  const connected = Promise.withResolvers<void>();
  if (abandon) {
    // A process that is killed removes nothing.
    const script = "Bun.listen({ unix: process.argv[1], socket: { data() {} } }); process.kill(process.pid, 'SIGKILL')";
    Bun.spawnSync([process.execPath, "-e", script, path]);
    if (!existsSync(path)) throw new Error("the socket's file is not there");
    return {
      next: () => Promise.reject(new Error("nobody listens")),
      count: () => 0,
      connected: connected.promise,
      close() {},
    };
  }
  const server = Bun.listen<{ text: string; decoder: TextDecoder }>({
    unix: path,
    socket: {
      open(socket) {
        socket.data = { text: "", decoder: new TextDecoder() };
        if (deaf) socket.pause();
        connected.resolve();
      },
      data(socket, bytes) {
        socket.data.text += socket.data.decoder.decode(bytes, { stream: true });
      },
      close({ data }) {
        count++;
        const lines = data.text
          .split("\n")
          .filter(Boolean)
          .map((line): unknown => JSON.parse(line));
        const next = waiting.shift();
        if (next) next(lines);
        else taken.push(lines);
      },
    },
  });
  return {
    async next() {
      return taken.shift() ?? new Promise((resolve) => waiting.push(resolve));
    },
    count: () => count,
    connected: connected.promise,
    close: () => server.stop(true),
  };
}
