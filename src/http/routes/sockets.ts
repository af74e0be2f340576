/** /ws for the page and /peer for our own processes: upgrades after the guards have passed. */
import { Hono } from "hono";
import { BridgeError } from "../../shared/errors";

/**
 * Turns a request into a WebSocket of a kind; false where it is none. Rejects with `too_many` where
 * there are too many sockets that have shown no credential.
 */
export type Upgrade = (request: Request, kind: "page" | "peer") => Promise<boolean>;

export function socketRoutes({ upgrade }: { upgrade: Upgrade }): Hono {
  return new Hono()
    .get("/ws", async (c) => {
      if (!(await upgrade(c.req.raw, "page"))) throw new BridgeError("bad_request", "Expected a WebSocket.");
      // The response is the socket's own; this one is never sent.
      return new Response(null);
    })
    .get("/peer", async (c) => {
      // Browsers always send an Origin with a WebSocket; our own processes never do.
      if (c.req.header("origin") !== undefined) throw new BridgeError("forbidden", "Pages are not peers.", "origin");
      if (!(await upgrade(c.req.raw, "peer"))) throw new BridgeError("bad_request", "Expected a WebSocket.");
      return new Response(null);
    });
}
