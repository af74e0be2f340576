/** /api/sessions: who is connected and who was here last. */
import { Hono } from "hono";
import type { HostBridge } from "../../core/bridge";

export function sessionRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono().get("/", (c) => c.json({ sessions: bridge.console.sessions() }));
}
