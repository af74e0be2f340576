/** The HTTP application on a domain, called without a network. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../src/http/app";
import { createFailures } from "../../src/http/failures";
import { createLoginCodes } from "../../src/http/login-codes";
import { ErrorBody } from "../../src/shared/api";
import { LIMITS, type Limits } from "../../src/shared/limits";
import { createLog } from "../../src/shared/log";
import { createDomain, type Domain } from "./domain";

const SILENT = createLog("test", "silent");

export const KEY = "key-of-this-run";
export const HOST = "localhost:8788";

export interface Route {
  method: string;
  /** The path with its parameters filled in. */
  path: string;
  /** The path as it is declared. */
  pattern: string;
}

export interface TestApp {
  domain: Domain;
  routes: Route[];
  /** Asks as the page does: with Host and key; `headers` change that, and null leaves one out. */
  request(path: string, options?: RequestOptions): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface RequestOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string | null>;
  signal?: AbortSignal;
}

export interface AppOptions {
  /** Whether the caller's process is the user's own. */
  isOwn?: boolean;
  uiLogin?: boolean;
  limits?: Partial<Limits>;
  domain?: Parameters<typeof createDomain>[0];
}

export async function createApp(options: AppOptions = {}): Promise<TestApp> {
  const { isOwn = true, uiLogin = false } = options;
  const limits = { ...LIMITS, failuresPerSecond: 1_000_000, ...options.limits };
  const domain = await createDomain(options.domain);
  const pageDir = mkdtempSync(join(tmpdir(), "codex-bridge-page-"));
  mkdirSync(join(pageDir, "assets"));
  writeFileSync(join(pageDir, "index.html"), '<meta name="key" content="__CODEX_BRIDGE_KEY__">');
  writeFileSync(join(pageDir, "assets", "app.js"), "export {};");
  writeFileSync(join(pageDir, "secret.txt"), "not an asset");
  const app = buildApp({
    bridge: domain.bridge,
    clock: domain.clock,
    access: {
      hosts: new Set([HOST, "127.0.0.1:8788"]),
      key: KEY,
      failures: createFailures({ perSecond: limits.failuresPerSecond, clock: domain.clock, log: SILENT }),
    },
    upgrade: async () => false,
    isOwn: async () => isOwn,
    hold: () => {},
    rotate: () => {},
    logins: createLoginCodes(domain.clock),
    uiLogin,
    limits,
    pageDir,
    maxWaitMs: 110_000,
    host: { pid: 1, version: "0", url: `http://${HOST}`, stateDir: "/nowhere", startedAt: 0 },
    log: domain.log,
  });

  return {
    domain,
    // Middleware stands under ALL.
    routes: app.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => ({
        method,
        pattern: path,
        path: path.replace(/:name\{.*\}$/, "app.js").replace(/:\w+/g, "m_1"),
      })),
    request(path, { method = "GET", body, headers = {}, signal } = {}) {
      const usual = {
        host: HOST,
        authorization: `Bearer ${KEY}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      };
      const given = Object.entries({ ...usual, ...headers }).filter(
        (entry): entry is [string, string] => entry[1] !== null,
      );
      const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
      return Promise.resolve(
        app.request(path, {
          method,
          headers: given,
          ...(text === undefined ? {} : { body: text }),
          ...(signal ? { signal } : {}),
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      rmSync(pageDir, { recursive: true });
      await domain[Symbol.asyncDispose]();
    },
  };
}

/** The error of a response, in the form that every error has. */
export async function readError(response: Response): Promise<ErrorBody["error"]> {
  return ErrorBody.parse(await response.json()).error;
}
