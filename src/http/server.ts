/** Listens on loopback: HTTP, /ws and /peer on both of its addresses. */
import type { Server } from "bun";
import type { HostBridge } from "../core/bridge";
import { isSame } from "../rpc/auth";
import { isPeerKnock, readKnock } from "../rpc/pre-auth";
import type { Clock } from "../shared/clock";
import { MAX_FRAME_BYTES } from "../shared/constants";
import { BridgeError } from "../shared/errors";
import type { Limits } from "../shared/limits";
import type { Log } from "../shared/log";
import { VERSION } from "../shared/version";
import { assertOrigin } from "./access";
import { CLOSE_NEW_TOKEN, CLOSE_WRONG_KEY, createAdmission, type SocketKind } from "./admission";
import { createOwnerFinder, type FindOwner } from "./connection-owner";
import { createFailures } from "./failures";
import { createLoginCodes } from "./login-codes";
import { createSite, type SiteDeps } from "./web-app";
import { createWebSocketHandlers, type SocketState, type WebSocketDeps } from "./websockets";

const FREE_PORT_TRIES = 20;

/**
 * Bun's own limits stand behind ours, which say what is wrong: a little later, and for a little
 * more.
 */
const BACKSTOP_S = 10;
const MAX_IDLE_S = 255;

export interface ListenDeps {
  bridge: HostBridge;
  clock: Clock;
  log: Log;
  port: number;
  allowedHosts: readonly string[];
  /** Makes a key: for this run, and again whenever the token is changed. */
  createKey(): string;
  token: () => string;
  /** Writes a new token. Throws a BridgeError where that cannot be done. */
  rotateToken(): void;
  /** Called with each key but the first one. */
  onKey(key: string): void;
  pageDir: string;
  maxWaitMs: number;
  stateDir: string;
  uiLogin: boolean;
  limits: Limits;
  /**
   * Tells whose process connects, and who we are ourselves; another one than the system's only in
   * tests.
   */
  findOwner?: FindOwner;
  uid?: number | undefined;
  /** See PeerServerDeps. */
  onNewer?(): boolean;
}

export interface Listener {
  port: number;
  /**
   * The address to give to people: with `localhost` only where nobody else can hold that name's
   * other address.
   */
  url: string;
  /** The credential of the API as it is now. */
  key(): string;
  close(): Promise<void>;
}

type BunServer = Server<SocketState>;

/**
 * Binds 127.0.0.1 and ::1 on one port and serves HTTP, /ws and /peer. Port 0 takes any free one.
 * Throws an Error with code EADDRINUSE or EACCES where 127.0.0.1 cannot be had.
 */
export function listen(deps: ListenDeps): Listener {
  const { clock, limits, log } = deps;
  const findOwner = deps.findOwner ?? createOwnerFinder();
  const uid = "uid" in deps ? deps.uid : process.getuid?.();
  const run = { key: deps.createKey() };
  const failures = createFailures({ perSecond: limits.failuresPerSecond, clock, log });
  const logins = createLoginCodes(clock);
  const admission = createAdmission({ clock, pages: limits.pages, peers: limits.peers });
  const servers: BunServer[] = [];
  /** What is made once the port is known. */
  const late: { answer?: (request: Request) => Promise<Response>; sockets?: WebSocketDeps } = {};
  const upgraded = new WeakSet<Request>();
  const current = new WeakMap<Request, BunServer>();

  const options = {
    // Headers that never end are cut off by Bun after 12 s, whatever this says.
    idleTimeout: Math.min(Math.ceil(limits.bodyMs / 1000) + BACKSTOP_S, MAX_IDLE_S),
    maxRequestBodySize: 2 * MAX_FRAME_BYTES,
    async fetch(request: Request, server: BunServer) {
      current.set(request, server);
      const response = await late.answer?.(request);
      return upgraded.has(request) ? undefined : (response ?? new Response(null, { status: 503 }));
    },
    error(error: Error) {
      log.error(`http: ${error.message}`);
      return Response.json({ error: { code: "internal", message: "The bridge failed inside." } }, { status: 500 });
    },
    websocket: createWebSocketHandlers(() => {
      if (!late.sockets) throw new Error("a socket came before the port was known");
      return late.sockets;
    }),
  };

  /**
   * Exactly our user: root's services fetch addresses on behalf of others, so root counts only for
   * root.
   */
  async function isOwn(request: Request): Promise<boolean> {
    const server = current.get(request);
    const client = server?.requestIP(request);
    if (!server || !client || uid === undefined) return false;
    const serverAddress = server.hostname?.replace(/^\[|\]$/g, "") ?? "";
    const ends = {
      clientAddress: client.address,
      clientPort: client.port,
      serverAddress,
      serverPort: server.port ?? 0,
    };
    return (await findOwner(ends)) === uid;
  }

  function rotate(): void {
    deps.rotateToken();
    run.key = deps.createKey();
    logins.clear();
    deps.onKey(run.key);
    log.info("the token is new: every connection has to prove itself again");
    admission.dismiss({ page: CLOSE_WRONG_KEY, peer: CLOSE_NEW_TOKEN }, "the token is new");
  }

  const bind = (hostname: string, port: number) => Bun.serve<SocketState>({ ...options, hostname, port });
  const { v4, v6, localhostIsOurs } = bindBoth(bind, deps.port);
  servers.push(v4, ...(v6 ? [v6] : []));
  const port = v4.port ?? deps.port;

  const names = ["127.0.0.1", ...(v6 ? ["[::1]"] : []), ...(localhostIsOurs ? ["localhost"] : [])];
  const hosts = new Set([...names.map((name) => `${name}:${port}`), ...deps.allowedHosts]);
  const access = {
    hosts,
    failures,
    get key() {
      return run.key;
    },
  };
  const { bridge, token, onNewer } = deps;
  const peers = { bridge, token, port, log, onFailure: () => void failures.note(), ...(onNewer ? { onNewer } : {}) };
  const url = `http://${localhostIsOurs ? "localhost" : "127.0.0.1"}:${port}`;

  function open(request: Request, kind: SocketKind, isStranger: boolean): boolean {
    const done = current.get(request)?.upgrade(request, { data: { kind, isStranger } }) ?? false;
    if (done) upgraded.add(request);
    return done;
  }

  const hasPeerKnock = (request: Request) =>
    isPeerKnock(readKnock(request.headers.get("sec-websocket-protocol")), token(), port);

  /**
   * Whether this is one of our own processes that has knocked. All others are answered by the site.
   */
  function isPeer(request: Request): boolean {
    try {
      const { pathname } = new URL(request.url);
      assertOrigin(request, pathname, hosts);
      return pathname === "/peer" && !request.headers.has("origin") && hasPeerKnock(request);
    } catch {
      // Whatever is wrong, the site says it.
      return false;
    }
  }

  const siteDeps: SiteDeps = {
    ...deps,
    host: { pid: process.pid, version: VERSION, url, stateDir: deps.stateDir, startedAt: clock.now() },
    access,
    logins,
    isOwn,
    rotate,
    hold: (request) => current.get(request)?.timeout(request, 0),
    async upgrade(request, kind) {
      const knock = readKnock(request.headers.get("sec-websocket-protocol"));
      const hasKnocked = kind === "page" ? isSame(knock, run.key) : hasPeerKnock(request);
      const newcomer = await admission.admits(hasKnocked, () => isOwn(request));
      if (newcomer === null)
        throw new BridgeError("too_many", "Too many sockets have shown no credential yet. Try again in a few seconds.");
      const isStranger = newcomer === "stranger";
      const done = open(request, kind, isStranger);
      if (isStranger) admission.arrived();
      return done;
    },
    publish: (topic, frame) => {
      for (const server of servers) server.publish(topic, frame);
    },
  };
  const site = createSite(siteDeps);
  late.sockets = { admission, pages: site.pages, peers };
  late.answer = async (request) => {
    // The response is the socket's own; this one is never sent.
    if (isPeer(request) && open(request, "peer", false)) return new Response(null);
    return site.fetch(request);
  };
  if (!localhostIsOurs)
    log.warn(
      `another program holds [::1]:${port}, so http://localhost:${port} is not ours; use http://127.0.0.1:${port}`,
    );

  return {
    port,
    url,
    key: () => run.key,
    async close() {
      await Promise.all(servers.map((server) => server.stop(true)));
    },
  };
}

/**
 * Binds both loopback addresses on one port. `localhost` may mean either, so it is ours only where
 * we hold both, or where the machine has no ::1: whoever held the other one would share the page's
 * origin.
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
