/**
 * A scripted OpenAI Responses API on loopback: the model that the real Codex CLI talks to in tests.
 * A script looks at each request and decides what the model says. The shapes were measured on Codex CLI 0.169.0.
 */
import * as z from "zod";

const ContentPart = z.looseObject({ type: z.string(), text: z.string().optional() });

const InputItem = z.looseObject({
  type: z.string(),
  role: z.string().optional(),
  content: z.union([z.string(), z.array(ContentPart)]).optional(),
  call_id: z.string().nullish(),
  output: z.union([z.string(), z.array(ContentPart)]).optional(),
  tools: z.array(z.unknown()).optional(),
});
export type InputItem = z.infer<typeof InputItem>;

const RequestBody = z.looseObject({
  model: z.string(),
  instructions: z.string().optional(),
  input: z.array(InputItem),
  tools: z.array(z.unknown()).default([]),
});

const ToolEntry = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  description: z.string().default(""),
  parameters: z.unknown().optional(),
  tools: z.array(z.unknown()).optional(),
});

/** A tool that the model was shown, with the namespace it stands in. For a namespace itself `name` is empty. */
export interface OfferedTool {
  type: string;
  namespace?: string;
  name: string;
  description: string;
  parameters?: unknown;
}

export interface ResponsesRequest {
  /** Place among all requests that this server has had, from 0. */
  index: number;
  /** Which Codex session asks; several may share one server. */
  threadId: string | undefined;
  model: string;
  input: InputItem[];
  /** Everything offered: the `tools` field, the developer's `additional_tools`, and what tool search found. */
  tools: OfferedTool[];
  /** The text of the last message with role `user`. */
  prompt: string;
  headers: Headers;
  body: z.infer<typeof RequestBody>;
}

/** One item of a model's answer, as the API sends it. */
export type ResponseItem = { type: string } & Record<string, unknown>;

/** Says what the model answers. A script may wait: the stream is open meanwhile, as it is while a real model thinks. */
export type ResponsesScript = (
  request: ResponsesRequest,
) => ResponseItem | ResponseItem[] | Promise<ResponseItem | ResponseItem[]>;

export interface ResponsesApi extends AsyncDisposable {
  /** What `base_url` of a model provider wants, `/v1` included. */
  baseUrl: string;
  /** Every model request so far, oldest first. */
  requests: ResponsesRequest[];
  /** Closes the server. Rejects with the first error of the script, so that it fails the test with its own words. */
  stop(): Promise<void>;
}

/** Starts a scripted model server on a free loopback port. */
export function createResponsesApi({ script }: { script: ResponsesScript }): ResponsesApi {
  const requests: ResponsesRequest[] = [];
  const failures: unknown[] = [];

  const answer = async (http: Request): Promise<Response> => {
    const request = toResponsesRequest(await readJson(http), http.headers, requests.length);
    requests.push(request);
    return streamResponse(request, async () => [await script(request)].flat(), failures);
  };

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    async fetch(http) {
      // Codex tries a WebSocket first with some providers; 426 sends it to plain HTTP.
      if (http.headers.get("upgrade")) return new Response("no WebSocket here", { status: 426 });
      const { pathname } = new URL(http.url);
      if (pathname === "/v1/models") return Response.json({ object: "list", data: [], models: [] });
      if (pathname !== "/v1/responses" || http.method !== "POST") return new Response("not found", { status: 404 });
      try {
        return await answer(http);
      } catch (error) {
        failures.push(error);
        return Response.json({ error: { message: String(error) } }, { status: 400 });
      }
    },
  });

  const stop = async () => {
    await server.stop(true);
    if (failures.length > 0) throw failures[0];
  };
  const dispose = async () => {
    // When the test failed too, both become one SuppressedError, of which the test runner prints neither.
    if (failures.length > 0) console.error("the scripted model failed:", failures[0]);
    await stop();
  };
  return { baseUrl: `http://127.0.0.1:${server.port}/v1`, requests, stop, [Symbol.asyncDispose]: dispose };
}

/** The model says something, which ends the turn unless a call stands beside it. */
export function message(text: string): ResponseItem {
  return { type: "message", role: "assistant", content: [{ type: "output_text", text }] };
}

export interface FunctionCall {
  namespace?: string;
  name: string;
  arguments: unknown;
  callId: string;
}

/** The model calls a function, or a tool of an MCP server when a namespace is given. */
export function functionCall(call: FunctionCall): ResponseItem {
  return {
    type: "function_call",
    call_id: call.callId,
    ...(call.namespace === undefined ? {} : { namespace: call.namespace }),
    name: call.name,
    arguments: JSON.stringify(call.arguments),
  };
}

/** The model looks for deferred tools. */
export function toolSearchCall(search: { query: string; limit?: number; callId: string }): ResponseItem {
  const { query, limit = 8, callId } = search;
  return { type: "tool_search_call", execution: "client", call_id: callId, arguments: { query, limit } };
}

/** The model runs JavaScript, which is how current models call every tool. */
export function codeModeCall(javascript: string, callId: string): ResponseItem {
  return { type: "custom_tool_call", call_id: callId, name: "exec", input: javascript };
}

/** What a call returned, as the model is shown it; undefined while it has not. */
export function findOutput(request: ResponsesRequest, callId: string): string | undefined {
  const outputs = request.input.filter((item) => item.call_id === callId && item.output !== undefined);
  return outputs.length === 0 ? undefined : outputs.map((item) => toText(item.output)).join("\n");
}

/** Everything of a request that the model reads as messages, for assertions about instructions and pushed text. */
export function readMessages(request: ResponsesRequest, role?: string): string[] {
  return request.input
    .filter((item) => item.type === "message" && (role === undefined || item.role === role))
    .map((item) => toText(item.content));
}

async function readJson(http: Request): Promise<unknown> {
  const bytes = new Uint8Array(await http.arrayBuffer());
  const plain = http.headers.get("content-encoding") === "zstd" ? await Bun.zstdDecompress(bytes) : bytes;
  return JSON.parse(new TextDecoder().decode(plain));
}

function toResponsesRequest(json: unknown, headers: Headers, index: number): ResponsesRequest {
  const body = RequestBody.parse(json);
  return {
    index,
    threadId: headers.get("thread-id") ?? undefined,
    model: body.model,
    input: body.input,
    tools: [body.tools, ...body.input.map((item) => item.tools ?? [])].flat().flatMap((tool) => toOffered(tool)),
    prompt: toText(body.input.findLast((item) => item.type === "message" && item.role === "user")?.content),
    headers,
    body,
  };
}

function toOffered(tool: unknown, namespace?: string): OfferedTool[] {
  const { type, name = "", description, parameters, tools } = ToolEntry.parse(tool);
  if (type === "namespace") {
    const inner = (tools ?? []).flatMap((entry) => toOffered(entry, name));
    return [{ type, namespace: name, name: "", description }, ...inner];
  }
  return [{ type, ...(namespace === undefined ? {} : { namespace }), name, description, parameters }];
}

function toText(content: InputItem["content"]): string {
  if (content === undefined) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("\n");
}

function streamResponse(
  request: ResponsesRequest,
  answer: () => Promise<ResponseItem[]>,
  failures: unknown[],
): Response {
  const id = `resp_${request.index}`;
  const encoder = new TextEncoder();
  let left = false;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (type: string, fields: Record<string, unknown>) => {
        // A client that a test has killed meanwhile is no failure of the script.
        if (left) return;
        controller.enqueue(encoder.encode(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`));
      };
      send("response.created", { response: { id } });
      try {
        for (const [place, item] of (await answer()).entries()) {
          send("response.output_item.done", { item: { id: `${id}_${place}`, ...item } });
        }
        send("response.completed", { response: { id, usage: USAGE } });
      } catch (error) {
        failures.push(error);
        const message = `the test's script failed: ${String(error)}`;
        send("response.failed", { response: { id, error: { code: "invalid_prompt", message } } });
      }
      if (!left) controller.close();
    },
    cancel() {
      left = true;
    },
  });
  return new Response(stream, { headers: { "content-type": "text/event-stream" } });
}

const USAGE = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
