/** Whether Codex can run here, and what it offers. */
import { EngineError, type EngineStatus, type RateLimits } from "../../core/runs/engine";
import { toMessage } from "../../shared/errors";
import type { AppServer } from "../app-server";
import type { Connected } from "./connection";
import { assertDirectory } from "./files";
import { toRateLimits } from "./limits";
import { listModels } from "./offers";

const VERSION_LIMIT_MS = 10_000;

export interface StatusDeps {
  codexHome: string;
  prefer: "daemon" | "private";
  program: string | null;
  environment: Readonly<Record<string, string>>;
  connect(): Promise<Connected>;
  whyPrivate(): string | null;
  /** What came last by itself. */
  lastLimits: RateLimits | null;
}

/** Looks at everything, and puts what fails into words. */
export async function readStatus(deps: StatusDeps, cwd?: string): Promise<EngineStatus> {
  const problems: string[] = [];
  const attempt = async <T>(work: () => Promise<T> | T): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      problems.push(toMessage(error));
      return null;
    }
  };
  if (cwd !== undefined) await attempt(() => assertDirectory(cwd));
  const { program } = deps;
  const cli = program && (await attempt(() => readVersion(program, deps.environment)));
  const connected = await attempt(deps.connect);
  const server = connected?.server ?? null;
  const auth = server && (await attempt(() => readAuth(server)));
  const models = (server && (await attempt(() => listModels(server)))) ?? [];
  if (auth && !auth.loggedIn) problems.push("Codex is not logged in. Run: codex login");
  return {
    ok: problems.length === 0,
    problems,
    engine: connected?.address.engine ?? deps.prefer,
    address: connected?.address ?? null,
    reason: connected?.address.engine === "daemon" ? null : deps.whyPrivate(),
    program,
    versions: { cli: cli ?? null, appServer: server?.userAgent.match(/\/(\S+)/)?.[1] ?? null },
    codexHome: deps.codexHome,
    auth,
    models,
    limits: (server && (await readLimits(server))) ?? deps.lastLimits,
  };
}

async function readVersion(program: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const child = Bun.spawn([program, "--version"], {
    env: environment,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
    timeout: VERSION_LIMIT_MS,
  });
  const words = await new Response(child.stdout).text();
  const version = words.match(/\d+\.\d+\.\d+\S*/)?.[0];
  if (version) return version;
  throw new EngineError("codex_unavailable", `${program} --version does not say a version`);
}

/**
 * Whether the model's server will let Codex in: a provider of the user's own may want no login of
 * OpenAI's.
 */
export async function readAuth(server: AppServer): Promise<{ loggedIn: boolean; method: string | null }> {
  const { account, requiresOpenaiAuth } = await server.call("account/read", {});
  return { loggedIn: account !== null || !requiresOpenaiAuth, method: account?.type ?? null };
}

async function readLimits(server: AppServer): Promise<RateLimits | null> {
  try {
    return toRateLimits((await server.call("account/rateLimits/read", {})).rateLimits);
  } catch {
    // Only a login with ChatGPT has them.
    return null;
  }
}
