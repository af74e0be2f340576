/** /api/resume: the user lets go on what the loop guard has stopped. */
import { Hono } from "hono";
import * as z from "zod";
import type { HostBridge } from "../../core/bridge";
import type { Resumed } from "../../shared/api";
import { readBody } from "../input";

const Nothing = z.strictObject({});

export function resumeRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono().post("/", async (c) => {
    await readBody(c, Nothing);
    const resumed: Resumed = { messages: await bridge.console.resume() };
    return c.json(resumed);
  });
}
