/** /api/gate: everything is paused, or goes on. */
import { Hono } from "hono";
import { GlobalGateAction } from "../../api";
import type { HostBridge } from "../../bridge/bridge";
import { readBody } from "../input";

export function gateRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono().post("/", async (c) => {
    const { action } = await readBody(c, GlobalGateAction);
    return c.json(await bridge.desk.gate.turnAll(action));
  });
}
