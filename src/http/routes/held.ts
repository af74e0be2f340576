/** /api/held: what waits for a person's word, and what becomes of each message. */
import { Hono } from "hono";
import * as z from "zod";
import type { HostBridge } from "../../core/bridge";
import { HeldAction, type HeldList } from "../../shared/api";
import { Id } from "../../shared/vocabulary";
import { readBody, readQuery } from "../input";

const HeldQuery = z.strictObject({ conversation: Id.optional() });

export function heldRoutes({ bridge }: { bridge: HostBridge }): Hono {
  const { held } = bridge.console;
  return new Hono()
    .get("/", (c) => {
      const { conversation = null } = readQuery(c, HeldQuery);
      const list: HeldList = { messages: held.list(conversation) };
      return c.json(list);
    })
    .post("/:id", async (c) => {
      const action = await readBody(c, HeldAction);
      return c.json({ message: await held.decide(c.req.param("id"), action) });
    });
}
