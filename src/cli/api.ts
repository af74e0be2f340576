/** The running bridge as the command line reaches it: its HTTP API with the key of this run. */
import type { z } from "zod";
import { ErrorBody } from "../api";
import { assertUsable, type Config, stateFiles } from "../config";
import { BridgeError } from "../errors";
import { readEndpoint } from "../peer/locator";
import { isRunning } from "../process-identity";
import { assertOwnStateDir } from "../state-dir";

const LIMIT_MS = 5_000;

/** Asks the running bridge, with a `body` by POST. Throws a BridgeError `unavailable` where none runs, or what the bridge answered. */
export async function callApi<S extends z.ZodType>(
  config: Config,
  path: string,
  schema: S,
  body?: unknown,
): Promise<z.output<S>> {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await request(config, path, { ...sent, signal: AbortSignal.timeout(LIMIT_MS) });
  const answer: unknown = await response.json().catch(() => null);
  refuse(answer);
  const parsed = schema.safeParse(answer);
  if (!parsed.success)
    throw new BridgeError("internal", "The bridge answered in a form that this version does not know; restart it.");
  return parsed.data;
}

/** Asks for something long, which comes as it is written; throws as `callApi` does. */
export async function openApi(config: Config, path: string): Promise<ReadableStream<Uint8Array>> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LIMIT_MS);
  const response = await request(config, path, { signal: late.signal }).finally(() => clearTimeout(timer));
  if (!response.ok || !response.body) {
    refuse(await response.json().catch(() => null));
    throw new BridgeError("internal", `The bridge answered with status ${response.status}.`);
  }
  return response.body;
}

async function request(config: Config, path: string, init: RequestInit): Promise<Response> {
  assertUsable(config);
  assertOwnStateDir(config.stateDir);
  const endpoint = readEndpoint(stateFiles(config.stateDir).endpoint);
  const none = () =>
    new BridgeError(
      "unavailable",
      `No bridge is running with the state directory ${config.stateDir}. It starts with Claude Code (claude --dangerously-load-development-channels server:codex-bridge) or with: codex-bridge serve`,
    );
  // A host that was killed leaves its endpoint behind, and anybody may have its port by now: he is told nothing.
  if (!endpoint || !isRunning(endpoint.pid)) throw none();
  const headers = { Authorization: `Bearer ${endpoint.key}`, "Content-Type": "application/json" };
  return fetch(`http://127.0.0.1:${endpoint.port}${path}`, { ...init, headers }).catch(() => {
    // Refused, reset or silent: whoever wrote the endpoint is not there any more.
    throw none();
  });
}

function refuse(answer: unknown): void {
  const failure = ErrorBody.safeParse(answer);
  if (failure.success) throw new BridgeError("internal", `The bridge answered: ${failure.data.error.message}`);
}
