/**
 * The one-time link: where the page cannot be given its key unasked, `codex-bridge open` gets a
 * code with the key of the API (/api/login), and the page changes the code for the key (/login).
 * The code travels in the link's fragment, which no server and no log ever sees, and in a header
 * after that.
 */
import { Hono } from "hono";
import * as z from "zod";
import type { LoginCode } from "../../shared/api";
import { type AccessPolicy, requireBearer, requireJson } from "../access";
import { readBody } from "../input";
import type { LoginCodes } from "../login-codes";

const Wish = z.strictObject({
  /**
   * Makes a code even where the page opens without one: the browser may be another user's, or
   * behind a proxy.
   */
  always: z.boolean().optional(),
});

export interface LoginDeps {
  access: AccessPolicy;
  logins: LoginCodes;
  uiLogin: boolean;
  isOwn(request: Request): Promise<boolean>;
}

/** POST /api/login: a code for whoever holds the key. */
export function makeLoginRoutes({ logins, uiLogin, isOwn }: LoginDeps): Hono {
  return new Hono().post("/", async (c) => {
    const { always = false } = await readBody(c, Wish);
    const isNeeded = always || uiLogin || !(await isOwn(c.req.raw));
    const made: LoginCode = isNeeded ? logins.issue() : { code: null, expiresInMs: null };
    return c.json(made, 201);
  });
}

/** POST /login: the key for whoever holds a code. */
export function loginRoutes({ access, logins }: LoginDeps): Hono {
  return new Hono().post("/", requireJson, (c) => {
    requireBearer(c, access.failures, logins.redeem);
    return c.json({ key: access.key });
  });
}
