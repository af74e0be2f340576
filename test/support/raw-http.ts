/** HTTP by hand, for what no well-behaved client sends: each write as it is, and all that comes back. */
import { connect } from "node:net";

export interface RawConnection {
  write(text: string): void;
  /** All that the server has said so far. */
  heard(): string;
  /** Resolves once the server has said something that contains `text`, or has closed. */
  until(text: string): Promise<void>;
  /** Resolves when the connection has ended. */
  ended: Promise<void>;
  /** Reads nothing more: what the server sends piles up on its side. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** Opens a connection to the server of `url`. */
export async function dialHttp(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ""));
  let heard = "";
  let notify: () => void = () => {};
  socket.on("data", (data) => {
    heard += data.toString("latin1");
    notify();
  });
  // Cut off in the middle of a write: that is an end like any other.
  socket.on("error", () => {});
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    socket.on("close", () => {
      isOver = true;
      notify();
      resolve();
    });
  });
  await new Promise((resolve) => socket.once("connect", resolve));
  return {
    write: (text) => void socket.write(text, "latin1"),
    heard: () => heard,
    async until(text) {
      while (!heard.includes(text) && !isOver) {
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
      }
    },
    ended,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => void socket.destroy(),
  };
}

/** The head of a request, without its last empty line's body. */
export function toHead(method: string, path: string, url: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries({ Host: new URL(url).host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}
