/** /api/status: what the bridge says of itself. */
import { Hono } from "hono";
import type { Status } from "../../api";
import type { HostBridge } from "../../bridge/bridge";

export function statusRoutes({ bridge, host }: { bridge: HostBridge; host: Status["host"] }): Hono {
  return new Hono().get("/", (c) => {
    const status: Status = { host, ...bridge.desk.status() };
    return c.json(status);
  });
}
