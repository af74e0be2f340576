/** /api/gate: everything is paused, or goes on. */
import { Hono } from "hono";
import type { HostBridge } from "../../core/bridge";
import { GlobalGateAction } from "../../shared/api";
import { readBody } from "../input";

export function gateRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono().post("/", async (c) => {
    const { action } = await readBody(c, GlobalGateAction);
    return c.json(await bridge.console.gate.turnAll(action));
  });
}
