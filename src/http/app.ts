/** The HTTP application: guards, routes, and the one place where errors become responses. */
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HostBridge } from "../core/bridge";
import type { Status } from "../shared/api";
import type { Clock } from "../shared/clock";
import { BridgeError, type ErrorCode, toKnownError, toMessage } from "../shared/errors";
import type { Limits } from "../shared/limits";
import type { Log } from "../shared/log";
import { type AccessPolicy, guardOrigin, requireJson, requireKey, secure } from "./access";
import { limitBody } from "./input";
import type { LoginCodes } from "./login-codes";
import { limitRequests } from "./requests";
import { conversationRoutes } from "./routes/conversations";
import { exportRoutes } from "./routes/export";
import { fileRoutes } from "./routes/files";
import { gateRoutes } from "./routes/gate";
import { heldRoutes } from "./routes/held";
import { loginRoutes, makeLoginRoutes } from "./routes/login";
import { messageRoutes } from "./routes/messages";
import { pageRoutes } from "./routes/page";
import { questionRoutes } from "./routes/questions";
import { resumeRoutes } from "./routes/resume";
import { runRoutes } from "./routes/runs";
import { searchRoutes } from "./routes/search";
import { sessionRoutes } from "./routes/sessions";
import { socketRoutes, type Upgrade } from "./routes/sockets";
import { statusRoutes } from "./routes/status";
import { tokenRoutes } from "./routes/token";

export interface AppDeps {
  bridge: HostBridge;
  clock: Clock;
  access: AccessPolicy;
  upgrade: Upgrade;
  /**
   * True where the process at the other end of the request's connection is known to be of the user
   * that we run as.
   */
  isOwn(request: Request): Promise<boolean>;
  /** Frees a request from the limit on idle connections: its answer may take long. */
  hold(request: Request): void;
  /**
   * Makes a new token and a new key, and ends every connection. Throws a BridgeError where that
   * cannot be done.
   */
  rotate(): void;
  logins: LoginCodes;
  /** True where the page asks for a one-time link even from its own user. */
  uiLogin: boolean;
  limits: Pick<Limits, "messageBytes" | "bodyMs" | "requests">;
  /** Directory of the built page. */
  pageDir: string;
  maxWaitMs: number;
  /** What /api/status says of this host. */
  host: Status["host"];
  log: Log;
}

const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  timeout: 408,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  locked: 503,
  unavailable: 503,
  internal: 500,
};

/** Builds the application; it listens nowhere, so that tests can call `app.request()`. */
export function buildApp(deps: AppDeps): Hono {
  const { access, limits, log } = deps;
  const app = new Hono();

  app.onError((error, c) => {
    secure(c);
    const known = toKnownError(error);
    if (!(error instanceof BridgeError)) log.error(`${c.req.method} ${c.req.path}: ${toMessage(error)}`);
    const { code, message, field } =
      known ?? new BridgeError("internal", "The bridge failed inside; its log says how.");
    if (code === "too_many") c.header("Retry-After", "1");
    // The rest of a body that nobody will read must not be taken for the next request, nor keep the
    // connection.
    if (c.req.method !== "GET") c.header("Connection", "close");
    return c.json({ error: { code, message, ...(field ? { field } : {}) } }, STATUS[code]);
  });
  app.notFound(() => {
    throw new BridgeError("not_found", "Nothing is here.");
  });

  app.use("*", guardOrigin(access));
  app.use("/api/*", requireKey(access), limitRequests(limits.requests));
  // Before the rest: a file's body is neither JSON nor has it the size of a message.
  app.route("/api/files", fileRoutes(deps));
  app.use("/api/*", requireJson, limitBody(limits));
  app.route("/api/messages", messageRoutes(deps));
  app.route("/api/search", searchRoutes(deps));
  app.route("/api/conversations", conversationRoutes(deps));
  app.route("/api/conversations", exportRoutes(deps));
  app.route("/api/gate", gateRoutes(deps));
  app.route("/api/held", heldRoutes(deps));
  app.route("/api/questions", questionRoutes(deps));
  app.route("/api/sessions", sessionRoutes(deps));
  app.route("/api/resume", resumeRoutes(deps));
  app.route("/api/runs", runRoutes(deps));
  app.route("/api/status", statusRoutes(deps));
  app.route("/api/login", makeLoginRoutes(deps));
  app.route("/api/token", tokenRoutes(deps));
  app.route("/login", loginRoutes(deps));
  app.route("/", socketRoutes(deps));
  app.route("/", pageRoutes(deps));
  return app;
}
