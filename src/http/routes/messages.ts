/** /api/messages: the history, one message, and the user's own words. */
import { Hono } from "hono";
import * as z from "zod";
import type { HostBridge } from "../../core/bridge";
import { END, type Place } from "../../core/views";
import { Say } from "../../shared/api";
import { BridgeError } from "../../shared/errors";
import { Id } from "../../shared/vocabulary";
import { readBody, readQuery } from "../input";

const MAX_PAGE = 200;

const count = (max: number, min = 1) =>
  z
    .string()
    .regex(/^\d{1,15}$/, "expected a whole number")
    .pipe(z.transform(Number))
    .pipe(z.number().min(min, `expected ${min} or more`).max(max, `expected at most ${max}`));

const HistoryQuery = z
  .strictObject({
    before: count(Number.MAX_SAFE_INTEGER).optional(),
    /** 0 is before all messages. */
    after: count(Number.MAX_SAFE_INTEGER, 0).optional(),
    around: Id.optional(),
    limit: count(MAX_PAGE).optional(),
    conversation: Id.optional(),
  })
  .refine(({ before, after, around }) => [before, after, around].filter((place) => place !== undefined).length <= 1, {
    path: ["before"],
    message: "expected only one of before, after and around",
  });

const Nothing = z.strictObject({});

export function messageRoutes({ bridge }: { bridge: HostBridge }): Hono {
  function toPlace({ before, after, around }: z.infer<typeof HistoryQuery>, conversation: string | null): Place {
    if (after !== undefined) return { after };
    if (around === undefined) return before === undefined ? END : { before };
    const message = bridge.console.head(around);
    if (!message || (conversation !== null && message.conversation !== conversation)) {
      const where = message ? "is in another conversation" : "is not in the history (any more)";
      throw new BridgeError("not_found", `Field "around": the message ${around} ${where}.`, "around");
    }
    return { around: message.seq };
  }

  return new Hono()
    .get("/", (c) => {
      const { limit = 50, conversation = null, ...place } = readQuery(c, HistoryQuery);
      return c.json(bridge.console.history(toPlace(place, conversation), limit, conversation));
    })
    .get("/:id", (c) => {
      const message = bridge.console.message(c.req.param("id"));
      if (!message) throw new BridgeError("not_found", "No message has this id.", "id");
      return c.json({ message });
    })
    .post("/", async (c) => {
      const message = await bridge.console.say(await readBody(c, Say));
      return c.json({ message }, 201);
    })
    .post("/:id/settle", async (c) => {
      await readBody(c, Nothing);
      return c.json({ message: await bridge.console.settle(c.req.param("id")) });
    });
}
