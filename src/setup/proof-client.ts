/** A small MCP client on a server's stdio, with what a round trip needs. */
import * as z from "zod";
import { BridgeError, toMessage } from "../shared/errors";
import { cutText } from "../shared/text";

const Line = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

export interface ProofClient {
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params?: unknown): void;
  /** The parameters of the first notification of this name. */
  next(method: string): Promise<unknown>;
  end(): Promise<void>;
}

const END_LIMIT_MS = 2_000;

/** Starts a server as a client would. All calls fail once it has ended or `signal` is aborted. */
export function startProofClient(
  command: string[],
  env: Record<string, string>,
  cwd: string,
  signal: AbortSignal,
): ProofClient {
  const child = Bun.spawn(command, { env, cwd, stdin: "pipe", stdout: "pipe", stderr: "pipe" });
  const answers = new Map<number, PromiseWithResolvers<unknown>>();
  const notifications = new Map<string, PromiseWithResolvers<unknown>>();
  const stderr = new Response(child.stderr).text();
  let nextId = 1;
  let failure: Error | null = null;

  function fail(error: Error): void {
    failure ??= error;
    for (const { reject } of [...answers.values(), ...notifications.values()]) reject(failure);
  }
  signal.addEventListener("abort", () => fail(new BridgeError("internal", `${command.join(" ")}: no answer in time`)), {
    once: true,
  });
  read(child.stdout, (line) => {
    if (line.method !== undefined) return slot(notifications, line.method).resolve(line.params);
    const answer = line.id === undefined ? undefined : answers.get(line.id);
    if (line.error) answer?.reject(new BridgeError("internal", line.error.message));
    else answer?.resolve(line.result);
  }).then(
    async () => {
      const last = (await stderr).trim().split("\n").slice(-5).join("\n");
      fail(new BridgeError("internal", `${command.join(" ")}: the server ended. Its last words:\n${last || "(none)"}`));
    },
    (error: unknown) => fail(new BridgeError("internal", `${command.join(" ")}: ${toMessage(error)}`)),
  );

  /** The promise for a key. It may settle before anybody waits for it. */
  function slot<K>(slots: Map<K, PromiseWithResolvers<unknown>>, key: K): PromiseWithResolvers<unknown> {
    const own = slots.get(key) ?? Promise.withResolvers<unknown>();
    slots.set(key, own);
    own.promise.catch(() => {});
    if (failure) own.reject(failure);
    return own;
  }

  function send(message: object): void {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    child.stdin.flush();
  }

  return {
    request(method, params) {
      const id = nextId++;
      send({ id, method, params });
      return slot(answers, id).promise;
    },
    notify: (method, params) => send({ method, ...(params === undefined ? {} : { params }) }),
    next: (method) => slot(notifications, method).promise,
    async end() {
      child.stdin.end();
      const late = setTimeout(() => child.kill("SIGKILL"), END_LIMIT_MS);
      await child.exited;
      clearTimeout(late);
    },
  };
}

async function read(stream: ReadableStream<Uint8Array>, line: (line: z.infer<typeof Line>) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines.filter(Boolean)) line(parseLine(text));
  }
}

function parseLine(text: string): z.infer<typeof Line> {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    // A program that writes anything else is not a server that a client can use.
    throw new BridgeError("internal", `it wrote a line that is not MCP's: ${JSON.stringify(cutText(text, 200))}`);
  }
}
