/** /api/messages: the history, one message, and the user's own words. */
import { Hono } from "hono";
import { z } from "zod";
import { Say } from "../../api";
import type { HostBridge } from "../../bridge/bridge";
import { BridgeError } from "../../errors";
import { Id } from "../../protocol";
import { readBody, readQuery } from "../input";

const MAX_PAGE = 200;

const count = (max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, "expected a whole number")
    .transform(Number)
    .pipe(z.number().min(1, "expected 1 or more").max(max, `expected at most ${max}`));

const HistoryQuery = z.strictObject({
  before: count(Number.MAX_SAFE_INTEGER).optional(),
  limit: count(MAX_PAGE).optional(),
  conversation: Id.optional(),
});

export function messageRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono()
    .get("/", (c) => {
      const { before = Number.MAX_SAFE_INTEGER, limit = 50, conversation = null } = readQuery(c, HistoryQuery);
      return c.json(bridge.desk.history(before, limit, conversation));
    })
    .get("/:id", (c) => {
      const message = bridge.desk.message(c.req.param("id"));
      if (!message) throw new BridgeError("not_found", "No message has this id.", "id");
      return c.json({ message });
    })
    .post("/", async (c) => {
      const message = await bridge.desk.say(await readBody(c, Say));
      return c.json({ message }, 201);
    });
}
