/** /api/status: what the bridge says of itself. */
import { Hono } from "hono";
import type { HostBridge } from "../../core/bridge";
import type { Status } from "../../shared/api";

export function statusRoutes({ bridge, host }: { bridge: HostBridge; host: Status["host"] }): Hono {
  return new Hono().get("/", (c) => {
    const status: Status = { host, ...bridge.console.status() };
    return c.json(status);
  });
}
