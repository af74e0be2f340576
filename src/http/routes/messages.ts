/** /api/messages: the history, one message, and the user's own words. */
import { Hono } from "hono";
import * as z from "zod/mini";
import { Say } from "../../api";
import type { HostBridge } from "../../bridge/bridge";
import { END, type Place } from "../../bridge/views";
import { BridgeError } from "../../errors";
import { Id } from "../../protocol";
import { readBody, readQuery } from "../input";

const MAX_PAGE = 200;

const count = (max: number, min = 1) =>
  z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,15}$/, "expected a whole number")), z.transform(Number)),
    z.number().check(z.minimum(min, `expected ${min} or more`), z.maximum(max, `expected at most ${max}`)),
  );

const HistoryQuery = z
  .strictObject({
    before: z.optional(count(Number.MAX_SAFE_INTEGER)),
    /** 0 is before all messages. */
    after: z.optional(count(Number.MAX_SAFE_INTEGER, 0)),
    around: z.optional(Id),
    limit: z.optional(count(MAX_PAGE)),
    conversation: z.optional(Id),
  })
  .check(
    z.refine(
      ({ before, after, around }) => [before, after, around].filter((place) => place !== undefined).length <= 1,
      {
        path: ["before"],
        message: "expected only one of before, after and around",
      },
    ),
  );

export function messageRoutes({ bridge }: { bridge: HostBridge }): Hono {
  function toPlace({ before, after, around }: z.infer<typeof HistoryQuery>, conversation: string | null): Place {
    if (after !== undefined) return { after };
    if (around === undefined) return before === undefined ? END : { before };
    const message = bridge.desk.head(around);
    if (!message || (conversation !== null && message.conversation !== conversation)) {
      const where = message ? "is in another conversation" : "is not in the history (any more)";
      throw new BridgeError("not_found", `Field "around": the message ${around} ${where}.`, "around");
    }
    return { around: message.seq };
  }

  return new Hono()
    .get("/", (c) => {
      const { limit = 50, conversation = null, ...place } = readQuery(c, HistoryQuery);
      return c.json(bridge.desk.history(toPlace(place, conversation), limit, conversation));
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
