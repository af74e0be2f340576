/** Listens on loopback and joins sockets to their protocols. */
import type { Server, ServerWebSocket } from "bun";
import type { HostBridge } from "../bridge/bridge";
import type { Clock } from "../clock";
import { BridgeError } from "../errors";
import type { Log } from "../log";
import { acceptPeer, type Connection } from "../peer/acceptor";
import { MAX_FRAME_BYTES } from "../protocol";
import { VERSION } from "../version";
import { buildApp } from "./app";
import { createPageSockets, PAGE_TOPIC, type PageSocket, type PageSockets } from "./page-socket";

// Beyond this Bun drops what is sent; slow readers are cut off long before (pages) or at once (peers).
const BACKPRESSURE_LIMIT = 2 * MAX_FRAME_BYTES;
const FREE_PORT_TRIES = 20;

interface SocketState {
  kind: "page" | "peer";
  connection?: Connection;
  page?: PageSocket;
}

export interface ListenDeps {
  bridge: HostBridge;
  clock: Clock;
  log: Log;
  port: number;
  allowedHosts: readonly string[];
  key: string;
  token: () => string;
  pageDir: string;
  maxWaitMs: number;
  stateDir: string;
  /** See AcceptorDeps. */
  onNewer?(): void;
}

export interface Listener {
  port: number;
  /** The address to give to people: with `localhost` only where nobody else can hold that name's other address. */
  url: string;
  close(): Promise<void>;
}

type BunServer = Server<SocketState>;

/**
 * Binds 127.0.0.1 and ::1 on one port and serves HTTP, /ws and /peer. Port 0 takes any free one.
 * Throws an Error with code EADDRINUSE or EACCES where 127.0.0.1 cannot be had.
 */
export function listen(deps: ListenDeps): Listener {
  const { log } = deps;
  const servers: BunServer[] = [];
  const late: { app?: ReturnType<typeof buildApp>; pages?: PageSockets; port: number } = { port: deps.port };
  const upgraded = new WeakSet<Request>();

  const options = {
    // A question may be held for as long as its caller likes.
    idleTimeout: 0,
    maxRequestBodySize: MAX_FRAME_BYTES,
    async fetch(request: Request, server: BunServer) {
      current.set(request, server);
      const response = await late.app?.fetch(request);
      return upgraded.has(request) ? undefined : (response ?? new Response(null, { status: 503 }));
    },
    error(error: Error) {
      log.error(`http: ${error.message}`);
      return Response.json({ error: { code: "internal", message: "The bridge failed inside." } }, { status: 500 });
    },
    websocket: {
      data: {} as SocketState,
      maxPayloadLength: MAX_FRAME_BYTES,
      backpressureLimit: BACKPRESSURE_LIMIT,
      idleTimeout: 30,
      sendPings: true,
      perMessageDeflate: false,
      open(socket: ServerWebSocket<SocketState>) {
        if (socket.data.kind === "page") socket.data.page = toPageSocket(socket);
        else socket.data.connection = acceptPeer(toPeerSocket(socket), { ...deps, port: late.port });
      },
      message(socket: ServerWebSocket<SocketState>, frame: string | Buffer) {
        if (typeof frame !== "string") return socket.close(1003, "text frames only");
        socket.data.connection?.receive(frame);
        if (socket.data.page) late.pages?.receive(socket.data.page, frame);
      },
      close(socket: ServerWebSocket<SocketState>) {
        socket.data.connection?.closed();
        if (socket.data.page) late.pages?.closed(socket.data.page);
      },
    },
  };
  const current = new WeakMap<Request, BunServer>();

  const bind = (hostname: string, port: number) => Bun.serve<SocketState>({ ...options, hostname, port });
  const { v4, v6, localhostIsOurs } = bindBoth(bind, deps.port);
  servers.push(v4, ...(v6 ? [v6] : []));
  const port = v4.port ?? deps.port;
  late.port = port;

  const names = ["127.0.0.1", ...(v6 ? ["[::1]"] : []), ...(localhostIsOurs ? ["localhost"] : [])];
  const hosts = new Set([...names.map((name) => `${name}:${port}`), ...deps.allowedHosts]);
  late.pages = createPageSockets({
    desk: deps.bridge.desk,
    clock: deps.clock,
    key: deps.key,
    publish: (frame) => {
      for (const server of servers) server.publish(PAGE_TOPIC, frame);
    },
  });
  const url = `http://${localhostIsOurs ? "localhost" : "127.0.0.1"}:${port}`;
  late.app = buildApp({
    ...deps,
    host: { pid: process.pid, version: VERSION, url, stateDir: deps.stateDir, startedAt: deps.clock.now() },
    access: { hosts, key: deps.key },
    upgrade(request, kind) {
      const done = current.get(request)?.upgrade(request, { data: { kind } }) ?? false;
      if (done) upgraded.add(request);
      return done;
    },
  });
  if (!localhostIsOurs)
    log.warn(
      `another program holds [::1]:${port}, so http://localhost:${port} is not ours; use http://127.0.0.1:${port}`,
    );

  return {
    port,
    url,
    async close() {
      await Promise.all(servers.map((server) => server.stop(true)));
    },
  };
}

/**
 * Binds both loopback addresses on one port. `localhost` may mean either, so it is ours only where we hold both, or
 * where the machine has no ::1: whoever held the other one would share the page's origin.
 */
function bindBoth(bind: (hostname: string, port: number) => BunServer, wanted: number) {
  for (let attempt = 1; ; attempt++) {
    const v4 = bind("127.0.0.1", wanted);
    try {
      return { v4, v6: bind("::1", v4.port ?? wanted), localhostIsOurs: true };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") return { v4, v6: null, localhostIsOurs: true };
      if (wanted !== 0) return { v4, v6: null, localhostIsOurs: false };
      // Any free port will do: look for one that is free on both.
      v4.stop(true);
      if (attempt === FREE_PORT_TRIES)
        throw new BridgeError("unavailable", "No port is free on both loopback addresses.");
    }
  }
}

function toPageSocket(socket: ServerWebSocket<SocketState>): PageSocket {
  return {
    send: (frame) => void socket.send(frame),
    subscribe: (topic) => void socket.subscribe(topic),
    backlog: () => socket.getBufferedAmount(),
    close: (code, reason) => socket.close(code, reason),
  };
}

function toPeerSocket(socket: ServerWebSocket<SocketState>) {
  return {
    // 0 means that Bun has dropped the frame.
    send: (frame: string) => socket.send(frame) !== 0,
    close: (code: number, reason: string) => socket.close(code, reason),
  };
}
