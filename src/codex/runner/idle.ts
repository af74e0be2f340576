/** Lets go of what nobody needs: the connection, and an app-server that is only ours. */
import { toMessage } from "../../shared/errors";
import type { Log } from "../../shared/log";
import type { AppServer } from "../app-server";
import { countConnections } from "../push/attendance";
import type { Connection } from "./connection";
import type { PrivateServer } from "./private-server";

export interface IdleDeps {
  connection: Connection;
  own: PrivateServer;
  /** Whether a run or a call needs the connection. */
  isNeeded(): boolean;
  idleMs: number;
  log: Log;
}

export type Idle = ReturnType<typeof createIdle>;

export function createIdle({ connection, own, isNeeded, idleMs, log }: IdleDeps) {
  let timer: Timer | undefined;

  function touch(): void {
    clearTimeout(timer);
    if (isNeeded()) return;
    timer = setTimeout(() => {
      letGo().catch((error) => log.warn(`Codex's app-server could not be ended: ${toMessage(error)}`));
    }, idleMs);
    timer.unref();
  }

  async function letGo(): Promise<void> {
    const connected = connection.current();
    if (isNeeded() || !connected) return;
    const isOurs = connected.address.engine === "private";
    if (isOurs && (await isInUse(connected.server, own.socket))) return touch();
    // Somebody may have asked for it meanwhile.
    if (isNeeded()) return;
    connection.drop();
    if (isOurs) await own.stop();
  }

  return {
    /** Begins to wait anew, where nothing needs the connection. */
    touch,
    letGo,
    end: () => clearTimeout(timer),
  };
}

/** Whether a turn runs in it, or a person has a thread of it open. */
async function isInUse(server: AppServer, socket: string): Promise<boolean> {
  if ((countConnections(socket) ?? 0) > 1) return true;
  const { data: loaded } = await server.call("thread/loaded/list", {});
  const threads = await Promise.all(loaded.map((threadId) => server.call("thread/read", { threadId })));
  return threads.some(({ thread }) => thread.status?.type === "active");
}
