/** The HTTP application: guards, routes, and the one place where errors become responses. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Status } from "../api";
import type { HostBridge } from "../bridge/bridge";
import type { Clock } from "../clock";
import { BridgeError, type ErrorCode, toMessage } from "../errors";
import type { Log } from "../log";
import { MAX_FRAME_BYTES } from "../protocol";
import { type AccessPolicy, guardOrigin, requireKey, secure } from "./access";
import { messageRoutes } from "./routes/messages";
import { pageRoutes } from "./routes/page";
import { questionRoutes } from "./routes/questions";
import { resumeRoutes } from "./routes/resume";
import { sessionRoutes } from "./routes/sessions";
import { socketRoutes, type Upgrade } from "./routes/sockets";
import { statusRoutes } from "./routes/status";

export interface AppDeps {
  bridge: HostBridge;
  clock: Clock;
  access: AccessPolicy;
  upgrade: Upgrade;
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
  conflict: 409,
  too_large: 413,
  unavailable: 503,
  internal: 500,
};

/** Builds the application; it listens nowhere, so that tests can call `app.request()`. */
export function buildApp(deps: AppDeps): Hono {
  const { access, log } = deps;
  const app = new Hono();

  app.onError((error, c) => {
    secure(c);
    if (!(error instanceof BridgeError)) log.error(`${c.req.method} ${c.req.path}: ${toMessage(error)}`);
    const known =
      error instanceof BridgeError ? error : new BridgeError("internal", "The bridge failed inside; its log says how.");
    const { code, message, field } = known;
    return c.json({ error: { code, message, ...(field ? { field } : {}) } }, STATUS[code]);
  });
  app.notFound(() => {
    throw new BridgeError("not_found", "Nothing is here.");
  });

  app.use("*", guardOrigin(access));
  app.use(
    "/api/*",
    requireKey(access),
    bodyLimit({
      maxSize: MAX_FRAME_BYTES,
      onError: () => {
        throw new BridgeError("too_large", `A body may have at most ${MAX_FRAME_BYTES} bytes.`);
      },
    }),
  );
  app.route("/api/messages", messageRoutes(deps));
  app.route("/api/questions", questionRoutes(deps));
  app.route("/api/sessions", sessionRoutes(deps));
  app.route("/api/resume", resumeRoutes(deps));
  app.route("/api/status", statusRoutes(deps));
  app.route("/", socketRoutes(deps));
  app.route("/", pageRoutes(deps));
  return app;
}
