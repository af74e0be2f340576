/** /api/resume: the user lets go on what the loop guard has stopped. */
import { Hono } from "hono";
import * as z from "zod";
import type { Resumed } from "../../api";
import type { HostBridge } from "../../bridge/bridge";
import { readBody } from "../input";

const Nothing = z.strictObject({});

export function resumeRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono().post("/", async (c) => {
    await readBody(c, Nothing);
    const resumed: Resumed = { messages: await bridge.desk.resume() };
    return c.json(resumed);
  });
}
