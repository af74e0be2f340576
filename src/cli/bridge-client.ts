/** The client of the running bridge: its HTTP API, with the key of this run. */
import type * as z from "zod";
import { readEndpoint } from "../rpc/endpoint";
import { ErrorBody, Uploaded } from "../shared/api";
import { assertUsable, type Config, stateFiles } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { LIMITS } from "../shared/limits";
import { type LoopbackRequest, requestLoopback } from "../shared/loopback/http";
import { describeStopped, isRunning } from "../shared/process-identity";
import { assertOwnStateDir } from "../shared/state-dir";
import type { AttachmentView } from "../shared/views";
import { toSelf } from "./self";

const LIMIT_MS = 5_000;

/**
 * Asks the running bridge; with a `body`, by POST. Throws `unavailable` where no bridge runs or
 * answers, and what the bridge answers where it refuses.
 */
export async function callApi<S extends z.ZodType>(
  config: Config,
  path: string,
  schema: S,
  body?: unknown,
): Promise<z.output<S>> {
  const sent = body === undefined ? {} : { method: "POST" as const, body: JSON.stringify(body) };
  const response = await request(config, path, { ...sent, signal: AbortSignal.timeout(LIMIT_MS) });
  return parse(await response.json().catch(() => null), schema);
}

/**
 * Uploads a file while reading it. Throws as `callApi` does. An upload may wait for its turn as
 * long as its body may take.
 */
export async function uploadApi(
  config: Config,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<AttachmentView> {
  const response = await request(config, `/api/files?${new URLSearchParams({ name })}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: content,
    signal: AbortSignal.timeout(2 * LIMITS.bodyMs),
  });
  return parse(await response.json().catch(() => null), Uploaded).file;
}

/** Asks for something long and gives it as a stream. Throws as `callApi` does. */
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

type Request = Partial<LoopbackRequest> & Pick<LoopbackRequest, "signal">;

async function request(config: Config, path: string, asked: Request): Promise<Response> {
  assertUsable(config);
  assertOwnStateDir(config.stateDir);
  const endpoint = readEndpoint(stateFiles(config.stateDir).endpoint);
  const none = () =>
    new BridgeError(
      "unavailable",
      `No bridge is running in the state directory ${config.stateDir}. Start one with Claude Code, or with: ${toSelf()} serve`,
    );
  // A killed host leaves its endpoint behind, and another program may have its port now: send it
  // nothing.
  if (!endpoint || !isRunning(endpoint.pid)) throw none();
  const { method = "GET", signal } = asked;
  const headers = { "Content-Type": "application/json", ...asked.headers, Authorization: `Bearer ${endpoint.key}` };
  return requestLoopback(endpoint.port, path, { ...asked, method, headers }).catch(() => {
    // Refused or reset: the host that wrote the endpoint has gone.
    throw signal.aborted ? silent(endpoint.pid, method === "POST") : none();
  });
}

function silent(pid: number, hasAsked: boolean): BridgeError {
  const stopped = describeStopped(pid);
  const done = hasAsked ? " It may have done what you asked: check that before you try again." : "";
  return new BridgeError(
    "unavailable",
    `${stopped ?? `The bridge (process ${pid}) runs but has not answered in time.`}${done}`,
  );
}

function refuse(answer: unknown): void {
  const failure = ErrorBody.safeParse(answer);
  if (failure.success) throw new BridgeError("internal", `The bridge answered: ${failure.data.error.message}`);
}

function parse<S extends z.ZodType>(answer: unknown, schema: S): z.output<S> {
  refuse(answer);
  const parsed = schema.safeParse(answer);
  if (!parsed.success)
    throw new BridgeError("internal", "The bridge answered in a form that this version does not know; restart it.");
  return parsed.data;
}
