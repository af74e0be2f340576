/**
 * Who may talk to the bridge over HTTP: the address asked for, the page that asks, and the
 * credential.
 */
import type { Context, MiddlewareHandler } from "hono";
import { isSame } from "../rpc/auth";
import { BridgeError } from "../shared/errors";
import type { Failures } from "./failures";

export interface AccessPolicy {
  /** Exact Host headers that are ours, port included: any other name may be a rebound one. */
  readonly hosts: ReadonlySet<string>;
  /**
   * The credential of this run of the host. Read anew for each request: `token rotate` changes it.
   */
  readonly key: string;
  readonly failures: Failures;
}

/**
 * What every response carries: nothing is sniffed, framed, cached or told to other sites; no inline
 * script runs.
 */
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cache-Control": "no-store",
} as const;

/**
 * Throws where a request asks for another address than ours, or comes from a page of another
 * origin.
 */
export function assertOrigin({ headers, method }: Request, path: string, hosts: ReadonlySet<string>): void {
  const host = headers.get("host")?.toLowerCase() ?? "";
  if (!hosts.has(host)) throw new BridgeError("forbidden", "This address is not served here.", "host");
  const origin = headers.get("origin");
  if (origin !== null && origin.toLowerCase() !== `http://${host}`) {
    throw new BridgeError("forbidden", "Pages of other origins are not served.", "origin");
  }
  // A navigation from a link on another site may open the page; nothing else may come from there.
  const site = headers.get("sec-fetch-site");
  const isVisit = method === "GET" && headers.get("sec-fetch-mode") === "navigate" && path === "/";
  if ((site === "cross-site" || site === "same-site") && !isVisit) {
    throw new BridgeError("forbidden", "Pages of other sites are not served.", "sec-fetch-site");
  }
}

/** Guards every route by `assertOrigin`, and adds the security headers to what follows. */
export function guardOrigin({ hosts }: AccessPolicy): MiddlewareHandler {
  return async (c, next) => {
    assertOrigin(c.req.raw, c.req.path, hosts);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
}

/** Guards the API: the credential in a header, which no other page can read or send. */
export function requireKey(policy: AccessPolicy): MiddlewareHandler {
  return async (c, next) => {
    requireBearer(c, policy.failures, (given) => isSame(given, policy.key));
    await next();
  };
}

/**
 * Throws unless the request carries a bearer credential that `isGood` accepts. One that is right is
 * never held up.
 */
export function requireBearer(c: Context, failures: Failures, isGood: (credential: string) => boolean): void {
  const [scheme, given = ""] = (c.req.header("authorization") ?? "").split(" ");
  // Compared whatever the scheme: the same work for each request.
  const isRight = isGood(given);
  if (isRight && scheme?.toLowerCase() === "bearer") return;
  if (failures.note()) {
    throw new BridgeError("too_many", "Too many wrong keys. Wait a second; the right key is answered at any time.");
  }
  throw new BridgeError("unauthorized", "Send the bridge's key as `Authorization: Bearer …`.", "authorization");
}

/** JSON comes only as JSON: what a form of another site can send is refused. */
export const requireJson: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== "GET" && !/^application\/json *(;|$)/i.test(c.req.header("content-type") ?? "")) {
    throw new BridgeError("bad_request", "Expected Content-Type: application/json.", "content-type");
  }
  await next();
};

/** The headers for answers that do not pass the guard: errors. */
export function secure(c: Context): void {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
}
