/**
 * Where the app-server is: a private one that still runs, the daemon, a daemon started, a private
 * one started.
 */
import { EngineError } from "../../core/runs/engine";
import { type AppServerClient, connectAppServer, hasSocket, type Listener } from "../app-server";
import type { Connected } from "./connection";
import type { Daemon } from "./daemon";
import { isBroken } from "./failures";
import type { PrivateServer } from "./private-server";

export interface DialDeps {
  prefer: "daemon" | "private";
  daemon: Daemon;
  own: PrivateServer;
  listener: Omit<Listener, "onGone">;
}

export function createDial({ prefer, daemon, own, listener }: DialDeps) {
  /** Why the last connection is not one to the daemon. */
  let reason: string | null = null;

  async function dial(start: boolean, onGone: Listener["onGone"]): Promise<Connected> {
    const open = (socket: string) => tryConnect(socket, { ...listener, onGone });
    const toOwn = (server: AppServerClient): Connected => ({
      server,
      address: { engine: "private", socket: own.socket },
    });
    // Runs may go on in it, and a thread has one process that writes.
    const present = own.findProcess() === null ? null : await open(own.socket);
    if (present) return toOwn(present);
    reason = prefer === "private" ? "the setting says so" : null;
    if (prefer === "daemon") {
      const shared = (await open(daemon.socket)) ?? (start ? await startDaemon(open) : null);
      if (shared) return { server: shared, address: { engine: "daemon", socket: daemon.socket } };
    }
    if (!start) throw new EngineError("codex_unavailable", "no app-server of Codex runs");
    let started: AppServerClient | null = null;
    await own.start(async () => {
      started = await open(own.socket);
      return started !== null;
    });
    if (started === null) throw new EngineError("codex_unavailable", "Codex's app-server does not answer");
    return toOwn(started);
  }

  async function startDaemon(open: (socket: string) => Promise<AppServerClient | null>) {
    reason = await daemon.start();
    return reason === null ? open(daemon.socket) : null;
  }

  return { dial, whyPrivate: () => reason };
}

/** Null where nothing answers there. */
async function tryConnect(socket: string, listener: Listener): Promise<AppServerClient | null> {
  if (!hasSocket(socket)) return null;
  try {
    return await connectAppServer(socket, listener);
  } catch (error) {
    if (isBroken(error)) return null;
    throw error;
  }
}
