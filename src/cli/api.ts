/** The running bridge as the command line reaches it: its HTTP API with the key of this run. */
import type { z } from "zod";
import { ErrorBody } from "../api";
import { assertUsable, type Config, stateFiles } from "../config";
import { BridgeError } from "../errors";
import { readEndpoint } from "../peer/locator";

const LIMIT_MS = 5_000;

/** Asks the running bridge, with a `body` by POST. Throws a BridgeError `unavailable` where none runs, or what the bridge answered. */
export async function callApi<S extends z.ZodType>(
  config: Config,
  path: string,
  schema: S,
  body?: unknown,
): Promise<z.output<S>> {
  assertUsable(config);
  const endpoint = readEndpoint(stateFiles(config.stateDir).endpoint);
  const none = () =>
    new BridgeError(
      "unavailable",
      `No bridge is running with the state directory ${config.stateDir}. It starts with Claude Code (claude --dangerously-load-development-channels server:codex-bridge) or with: codex-bridge serve`,
    );
  if (!endpoint) throw none();
  const response = await fetch(`http://127.0.0.1:${endpoint.port}${path}`, {
    headers: { Authorization: `Bearer ${endpoint.key}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(LIMIT_MS),
  }).catch(() => {
    // Refused, reset or silent: whoever wrote the endpoint is not there any more.
    throw none();
  });
  const answer: unknown = await response.json().catch(() => null);
  const failure = ErrorBody.safeParse(answer);
  if (failure.success) throw new BridgeError("internal", `The bridge answered: ${failure.data.error.message}`);
  const parsed = schema.safeParse(answer);
  if (!parsed.success)
    throw new BridgeError("internal", "The bridge answered in a form that this version does not know; restart it.");
  return parsed.data;
}
