/** Real loopback sockets around a domain: a listening host, clients of it, and raw ends that speak the protocol by hand. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerWebSocket } from "bun";
import type { FindOwner } from "../../src/http/connection-owner";
import { type Listener, listen } from "../../src/http/server";
import { createNonce } from "../../src/rpc/auth";
import { createPeerClient, type PeerClient } from "../../src/rpc/client";
import { type HostMessage, parseHostFrame } from "../../src/rpc/messages";
import type { Role } from "../../src/shared/calls/calls";
import { LIMITS, type Limits } from "../../src/shared/limits";
import { createLog } from "../../src/shared/log";
import type { Domain } from "./domain";

export const SILENT = createLog("test", "silent");

export interface PeerHost {
  port: number;
  url: string;
  readonly key: string;
  readonly token: string;
  /** A client of this host; ended with the host, where it was not before. */
  client(role: Role): PeerClient;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface PeerHostOptions {
  port?: number;
  token?: string;
  pageDir?: string;
  limits?: Partial<Limits>;
  uiLogin?: boolean;
  /** Who connects, where the system shall not be asked. */
  findOwner?: FindOwner;
  onNewer?(): boolean;
}

/** Listens for a domain, on a free port. End it before the domain: `await using` does, in this order of declaration. */
export function createPeerHost(domain: Domain, options: PeerHostOptions = {}): PeerHost {
  const { port = 0, onNewer, findOwner, uiLogin = false } = options;
  let { token = createNonce() } = options;
  const stateDir = mkdtempSync(join(tmpdir(), "codex-bridge-peer-"));
  const listener: Listener = listen({
    bridge: domain.bridge,
    clock: domain.clock,
    log: domain.log,
    port,
    allowedHosts: [],
    createKey: createNonce,
    token: () => token,
    rotateToken() {
      token = createNonce();
    },
    onKey: () => {},
    uiLogin,
    limits: { ...LIMITS, ...options.limits },
    ...(findOwner ? { findOwner } : {}),
    pageDir: options.pageDir ?? join(stateDir, "page"),
    maxWaitMs: 110_000,
    stateDir,
    ...(onNewer ? { onNewer } : {}),
  });
  const clients: PeerClient[] = [];

  async function stop(): Promise<void> {
    await listener.close();
    // The ends of the connections put their sessions away.
    await domain.until(() => {
      const { claude, codex } = domain.bridge.console.status().processes;
      return claude + codex <= domain.attached();
    });
  }

  return {
    port: listener.port,
    url: `http://127.0.0.1:${listener.port}`,
    get key() {
      return listener.key();
    },
    get token() {
      return token;
    },
    client(role) {
      const client = createPeerClient({
        role,
        locate: () => ({ host: "127.0.0.1", port: listener.port, token }),
        log: SILENT,
      });
      clients.push(client);
      return client;
    },
    stop,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** The peer's end of /peer, spoken by hand. */
export interface RawPeer {
  send(...messages: unknown[]): void;
  /** Sends a frame as it is. */
  write(frame: string | Uint8Array<ArrayBuffer>): void;
  /** The host's next message. */
  next(): Promise<HostMessage>;
  /** All that the host has said so far. */
  heard: HostMessage[];
  /** The close code, once the host has closed. */
  closed: Promise<number>;
  close(): void;
}

export async function dialRaw(port: number, path = "/peer", knock: string[] = []): Promise<RawPeer> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, knock);
  const heard: HostMessage[] = [];
  const waiting: ((message: HostMessage) => void)[] = [];
  let read = 0;
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code);
  });
  socket.onmessage = ({ data }) => {
    for (const message of parseHostFrame(String(data)) ?? []) {
      heard.push(message);
      const resolve = waiting.shift();
      if (!resolve) continue;
      read++;
      resolve(message);
    }
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  return {
    send: (...messages) => socket.send(JSON.stringify(messages)),
    write: (frame) => socket.send(frame),
    next() {
      const message = heard[read];
      if (!message) return new Promise((resolve) => waiting.push(resolve));
      read++;
      return Promise.resolve(message);
    },
    heard,
    closed,
    close: () => socket.close(),
  };
}

/** Something that listens where a bridge should, answers as `script` says, and keeps every frame. */
export interface FakeHost {
  port: number;
  frames: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

export function createFakeHost(script: (frame: string, port: number) => unknown[] | string | null): FakeHost {
  const frames: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, own) => (own.upgrade(request) ? undefined : new Response(null, { status: 404 })),
    websocket: {
      message(socket: ServerWebSocket<undefined>, frame: string | Buffer) {
        frames.push(String(frame));
        const answer = script(String(frame), server.port ?? 0);
        if (answer !== null) socket.send(typeof answer === "string" ? answer : JSON.stringify(answer));
      },
    },
  });
  return { port: server.port ?? 0, frames, [Symbol.asyncDispose]: () => server.stop(true) };
}
