/** One stage for the tests of the pushes: the real TUI, a scripted model, the real bridge, and Claude's end of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type AppServer, AppServerError } from "../../src/codex/app-server";
import { NOT_WRITTEN_YET, type Turn } from "../../src/codex/contract";
import { type Claude, createWorld, type World } from "../support/agents";
import type { ToolAnswer } from "../support/stdio-client";
import { findCallOutput, nextStep } from "./codex-cli";
import { type CodexStage, type CodexTui, createCodexStage, until } from "./codex-tui";
import {
  createResponsesApi,
  message,
  type ResponsesApi,
  type ResponsesRequest,
  type ResponsesScript,
  readMessages,
} from "./responses-api";

const ROOT = join(import.meta.dir, "..", "..");
export const TIMEOUT_MS = 60_000;

const Sessions = z.object({
  sessions: z.array(z.object({ id: z.string(), kind: z.string(), connected: z.boolean() })),
});

export interface PushStage extends AsyncDisposable {
  codex: CodexStage;
  claude: Claude;
  world: World;
  model: Model;
  /** The ids of the Codex sessions that the bridge knows as connected. */
  sessions(): Promise<string[]>;
  /** Resolves with the id of the one session that was not there before. */
  newSession(before: string[]): Promise<string>;
  /** Has the model of a session look at its messages, which makes the thread known; gives what it was told. */
  check(tui: CodexTui, prompt: string): Promise<{ thread: string; output: string }>;
  /** Opens a window of Codex; gives the session that the bridge knows it by. */
  open(project: string, args?: string[]): Promise<{ tui: CodexTui; process: string }>;
  send(text: string, to?: string): Promise<ToolAnswer>;
  /** Resolves once the thread's last turn has ended. */
  idle(thread: string): Promise<void>;
  /** The user messages of a thread, oldest first. */
  read(thread: string): Promise<UserMessage[]>;
}

export interface PushStageOptions {
  /** More of the environment of the bridge's processes. */
  env?: Record<string, string>;
  /** False where `codex-mcp.ts` is told the home that the world has made up, not the one that Codex lives in. */
  passHome?: boolean;
}

export async function createPushStage({ env = {}, passHome = true }: PushStageOptions = {}): Promise<PushStage> {
  const model = createModel();
  const world = createWorld(env);
  const { CODEX_HOME: _, ...bridge } = world.env;
  const fixture = join(import.meta.dir, "fixture-mcp.ts");
  const codex = await createCodexStage({
    api: model.api,
    mcpCommand: [process.execPath, join(ROOT, "codex-mcp.ts")],
    env: passHome ? bridge : world.env,
    mcpSettings: { required: true, startup_timeout_sec: 30, ...(passHome ? { env_vars: ["CODEX_HOME"] } : {}) },
    extraConfig: `[mcp_servers.fixture]\ncommand = ${JSON.stringify(process.execPath)}\nargs = [${JSON.stringify(fixture)}]\n`,
  });
  const claude = await world.claude({ cwd: codex.project() });

  async function withServer<T>(work: (server: AppServer) => Promise<T>): Promise<T> {
    const server = await codex.connect();
    return work(server).finally(server.close);
  }

  async function listTurns(server: AppServer, threadId: string, limit: number): Promise<Turn[]> {
    let turns: Turn[] | null = null;
    await until(
      async () => {
        const result = server.call("thread/turns/list", { threadId, limit, itemsView: "full" });
        turns = await result.then(({ data }) => data).catch(whileNotWritten);
        return turns !== null;
      },
      () => `the turns of ${threadId} cannot be read`,
    );
    return turns ?? [];
  }

  /** As the page has them: list_sessions leaves out processes that have called nothing yet. */
  async function sessions(): Promise<string[]> {
    // Answered once the bridge is there.
    await claude.call("list_sessions", {});
    const { url, key } = readEndpoint(world);
    const response = await fetch(`${url}/api/sessions`, { headers: { authorization: `Bearer ${key}` } });
    const found = Sessions.parse(await response.json()).sessions;
    return found.filter(({ kind, connected }) => kind === "codex" && connected).map(({ id }) => id);
  }

  async function newSession(before: string[]): Promise<string> {
    let fresh: string[] = [];
    await until(
      async () => {
        fresh = (await sessions()).filter((id) => !before.includes(id));
        return fresh.length > 0;
      },
      () => "no new Codex session came to the bridge",
    );
    const [only = "", ...more] = fresh;
    if (more.length > 0) throw new Error(`several new sessions: ${fresh.join()}`);
    return only;
  }

  async function check(tui: CodexTui, prompt: string): Promise<{ thread: string; output: string }> {
    const call = { name: "check_claude_messages", callId: `call_${prompt.replaceAll(" ", "_")}`, arguments: {} };
    const checked = Promise.withResolvers<{ thread: string; output: string }>();
    model.on(prompt, (request) => {
      const step = nextStep(request, call);
      if (step) return step;
      checked.resolve({ thread: request.threadId ?? "", output: findCallOutput(request, call) ?? "" });
      return message(`checked for ${prompt}`);
    });
    await tui.submit(prompt);
    const result = await checked.promise;
    await tui.waitFor(`checked for ${prompt}`);
    return result;
  }

  async function open(project: string, args: string[] = []): Promise<{ tui: CodexTui; process: string }> {
    const before = await sessions();
    const tui = await codex.open({ project, args });
    return { tui, process: await newSession(before) };
  }

  return {
    codex,
    claude,
    world,
    model,
    sessions,
    newSession,
    check,
    open,
    send: (text, to) => claude.call("send_to_codex", to === undefined ? { text } : { text, to }),
    idle: (thread) =>
      withServer((server) =>
        until(
          async () => (await listTurns(server, thread, 1)).every(({ status }) => status !== "inProgress"),
          () => `the turn of ${thread} does not end`,
        ),
      ),
    async read(thread) {
      const turns = await withServer((server) => listTurns(server, thread, 100));
      return turns.toReversed().flatMap(({ items }) => items.flatMap((item) => UserMessage.safeParse(item).data ?? []));
    },
    async [Symbol.asyncDispose]() {
      model.release();
      try {
        await codex[Symbol.asyncDispose]();
      } finally {
        await world[Symbol.asyncDispose]();
        await model.api[Symbol.asyncDispose]();
      }
    },
  };
}

/** For some milliseconds after a first turn was started there is nothing to read. */
function whileNotWritten(error: unknown): null {
  if (error instanceof AppServerError && NOT_WRITTEN_YET.test(error.message)) return null;
  throw error;
}

const UserMessage = z
  .looseObject({
    type: z.literal("userMessage"),
    clientId: z.string().nullish(),
    content: z.array(z.looseObject({ text: z.string().optional() })),
  })
  .pipe(
    z.transform(({ clientId, content }) => ({
      clientId: clientId ?? null,
      text: content.map(({ text = "" }) => text).join("\n"),
    })),
  );
export type UserMessage = z.output<typeof UserMessage>;

export interface Model {
  api: ResponsesApi;
  /** The requests that belong to turns, without those that only look for a title. */
  turns(): ResponsesRequest[];
  /** Resolves with the first request, past ones included, that shows the model the text in a user message. */
  asked(text: string): Promise<ResponsesRequest>;
  /** What the model answers to a request whose newest user message contains the text. */
  on(text: string, script: ResponsesScript): void;
  /** The model thinks about a prompt that contains the text until the function is called, and then says so. */
  hold(text: string): () => void;
  /** Ends all thinking. */
  release(): void;
}

export function createModel(): Model {
  const rules: { text: string; script: ResponsesScript }[] = [];
  const holds: (() => void)[] = [];
  const api = createResponsesApi({
    script(request) {
      if (isTitle(request)) return message("A title");
      const rule = rules.find(({ text }) => request.prompt.includes(text));
      return rule ? rule.script(request) : message(`heard ${request.index}`);
    },
  });
  const turns = () => api.requests.filter((request) => !isTitle(request));
  return {
    api,
    turns,
    async asked(text) {
      let found: ResponsesRequest | undefined;
      await until(
        async () => {
          found = turns().find((request) => readMessages(request, "user").some((words) => words.includes(text)));
          return found !== undefined;
        },
        () => `the model was not asked ${JSON.stringify(text)}; last: ${turns().at(-1)?.prompt}`,
      );
      if (!found) throw new Error("unreachable");
      return found;
    },
    on: (text, script) => rules.unshift({ text, script }),
    hold(text) {
      const { promise, resolve } = Promise.withResolvers<void>();
      holds.push(resolve);
      rules.unshift({ text, script: () => promise.then(() => message(`thought about ${text}`)) });
      return resolve;
    },
    release() {
      for (const end of holds) end();
    },
  };
}

/** Codex has the model name a thread after its first turn. */
function isTitle({ prompt }: ResponsesRequest): boolean {
  return prompt.startsWith("Generate a concise, single-line task title");
}

/** The bridge's address and key, as a script of the user's reads them. */
export function readEndpoint(world: World): { url: string; key: string } {
  const endpoint: unknown = JSON.parse(readFileSync(join(world.stateDir, "endpoint.json"), "utf8"));
  const { port, key } = z.looseObject({ port: z.number(), key: z.string() }).parse(endpoint);
  return { url: `http://127.0.0.1:${port}`, key };
}

/** Prints how long something took, and gives its result. */
export async function time<T>(what: string, work: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work;
  console.log(`${what}: ${Math.round(performance.now() - startedAt)} ms`);
  return result;
}
