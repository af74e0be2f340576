/** /api/token: a new token, and with it a new key; everybody has to prove himself again. */
import { Hono } from "hono";
import * as z from "zod";
import { readBody } from "../input";

const Nothing = z.strictObject({});

export function tokenRoutes({ rotate }: { rotate(): void }): Hono {
  return new Hono().post("/", async (c) => {
    await readBody(c, Nothing);
    rotate();
    return c.json({ rotated: true });
  });
}
