/**
 * A scripted Anthropic Messages API on loopback: the model that the real Claude Code talks to in tests.
 * A script looks at each request and decides what the model says. The shapes were measured on Claude Code 2.1.329.
 */
import * as z from "zod";

const ContentBlock = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  tool_use_id: z.string().optional(),
  is_error: z.boolean().optional(),
  /** A `tool_reference` block, which tool search returns, names a tool. */
  tool_name: z.string().optional(),
  get content() {
    return z.union([z.string(), z.array(ContentBlock)]).optional();
  },
});
export type ContentBlock = z.infer<typeof ContentBlock>;

const Message = z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(ContentBlock)]) });

const OfferedTool = z.looseObject({
  name: z.string(),
  description: z.string().default(""),
  input_schema: z.unknown().optional(),
  defer_loading: z.boolean().optional(),
});
export type OfferedTool = z.infer<typeof OfferedTool>;

const RequestBody = z.looseObject({
  model: z.string(),
  stream: z.boolean().default(false),
  system: z.union([z.string(), z.array(ContentBlock)]).optional(),
  messages: z.array(Message),
  tools: z.array(OfferedTool).default([]),
});

export interface MessagesRequest {
  /** Place among all requests that this server has had, from 0. */
  index: number;
  /** Which Claude session asks; several may share one server. */
  sessionId: string | undefined;
  model: string;
  /** The tools whose definitions the model was shown. */
  tools: OfferedTool[];
  /** Everything said by the system: the system prompt and the messages with role `system`, where instructions arrive. */
  system: string;
  messages: z.infer<typeof Message>[];
  headers: Headers;
  body: z.infer<typeof RequestBody>;
}

/** One block of a model's answer. */
export type AnswerBlock =
  | { type: "text"; text: string }
  | { type: "tool_use"; id: string; name: string; input: Record<string, unknown> };

/** Says what the model answers. A script may wait: the stream is open meanwhile, as it is while a real model thinks. */
export type MessagesScript = (
  request: MessagesRequest,
) => AnswerBlock | AnswerBlock[] | Promise<AnswerBlock | AnswerBlock[]>;

export interface MessagesApi extends AsyncDisposable {
  /** What `ANTHROPIC_BASE_URL` wants. */
  baseUrl: string;
  /** Every model request so far, oldest first. */
  requests: MessagesRequest[];
  /** Closes the server. Rejects with the first error of the script, so that it fails the test with its own words. */
  stop(): Promise<void>;
}

/** Starts a scripted model server on a free loopback port. */
export function createMessagesApi({ script }: { script: MessagesScript }): MessagesApi {
  const requests: MessagesRequest[] = [];
  const failures: unknown[] = [];

  const answer = async (http: Request): Promise<Response> => {
    const request = toMessagesRequest(await http.json(), http.headers, requests.length);
    requests.push(request);
    const blocks = async () => [await script(request)].flat();
    if (request.body.stream) return streamResponse(request, blocks, failures);
    const content = await blocks();
    return Response.json({ ...toEnvelope(request), content, stop_reason: toStopReason(content) });
  };

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    async fetch(http) {
      const { pathname } = new URL(http.url);
      if (pathname === "/api/hello") return Response.json({ message: "hello" });
      if (pathname === "/v1/messages/count_tokens") return Response.json({ input_tokens: 1 });
      if (pathname === "/v1/models") return Response.json({ data: [], has_more: false });
      if (pathname !== "/v1/messages" || http.method !== "POST") return toError(404, "not_found_error", pathname);
      try {
        return await answer(http);
      } catch (error) {
        failures.push(error);
        return toError(400, "invalid_request_error", String(error));
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
  return { baseUrl: `http://127.0.0.1:${server.port}`, requests, stop, [Symbol.asyncDispose]: dispose };
}

/** The model says something, which ends the turn unless a tool use stands beside it. */
export function text(text: string): AnswerBlock {
  return { type: "text", text };
}

/** The model calls a tool; one of an MCP server is called `mcp__<server>__<tool>`. */
export function toolUse(call: { name: string; input: Record<string, unknown>; id: string }): AnswerBlock {
  return { type: "tool_use", ...call };
}

export interface ToolOutput {
  text: string;
  isError: boolean;
  /** The tools that a tool search has loaded. */
  toolNames: string[];
}

/** What a tool use returned, as the model is shown it; undefined while it has not. */
export function findToolResult(request: MessagesRequest, id: string): ToolOutput | undefined {
  const blocks = request.messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
  const result = blocks.find((block) => block.type === "tool_result" && block.tool_use_id === id);
  if (result === undefined) return undefined;
  const inner = typeof result.content === "string" ? [] : (result.content ?? []);
  const toolNames = inner.flatMap((block) => block.tool_name ?? []);
  return { text: toText(result.content), isError: result.is_error ?? false, toolNames };
}

/** Everything that the model reads as messages, for assertions about pushed text, hooks and reminders. */
export function readMessages(request: MessagesRequest, role?: string): string[] {
  return request.messages
    .filter((message) => role === undefined || message.role === role)
    .map((message) => toText(message.content));
}

function toMessagesRequest(json: unknown, headers: Headers, index: number): MessagesRequest {
  const body = RequestBody.parse(json);
  const spoken = body.messages.filter((message) => message.role === "system").map(({ content }) => toText(content));
  return {
    index,
    sessionId: headers.get("x-claude-code-session-id") ?? undefined,
    model: body.model,
    tools: body.tools,
    system: [toText(body.system), ...spoken].join("\n"),
    messages: body.messages,
    headers,
    body,
  };
}

function toText(content: ContentBlock["content"]): string {
  if (content === undefined) return "";
  return typeof content === "string" ? content : content.map((block) => block.text ?? "").join("\n");
}

function toEnvelope(request: MessagesRequest) {
  const usage = { input_tokens: 1, output_tokens: 1 };
  return { id: `msg_${request.index}`, type: "message", role: "assistant", model: request.model, usage };
}

function toStopReason(blocks: AnswerBlock[]): string {
  return blocks.some((block) => block.type === "tool_use") ? "tool_use" : "end_turn";
}

function toError(status: number, type: string, message: string): Response {
  return Response.json({ type: "error", error: { type, message } }, { status });
}

function streamResponse(request: MessagesRequest, answer: () => Promise<AnswerBlock[]>, failures: unknown[]): Response {
  const encoder = new TextEncoder();
  let left = false;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (type: string, fields: Record<string, unknown>) => {
        // A client that a test has killed meanwhile is no failure of the script.
        if (left) return;
        controller.enqueue(encoder.encode(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`));
      };
      send("message_start", { message: { ...toEnvelope(request), content: [], stop_reason: null } });
      try {
        const blocks = await answer();
        for (const [index, block] of blocks.entries()) sendBlock(send, index, block);
        send("message_delta", { delta: { stop_reason: toStopReason(blocks) }, usage: { output_tokens: 1 } });
        send("message_stop", {});
      } catch (error) {
        failures.push(error);
        // Any other kind of error would be tried again.
        const message = `the test's script failed: ${String(error)}`;
        send("error", { error: { type: "invalid_request_error", message } });
      }
      if (!left) controller.close();
    },
    cancel() {
      left = true;
    },
  });
  return new Response(stream, { headers: { "content-type": "text/event-stream" } });
}

function sendBlock(
  send: (type: string, fields: Record<string, unknown>) => void,
  index: number,
  block: AnswerBlock,
): void {
  const isText = block.type === "text";
  const empty = isText ? { type: "text", text: "" } : { ...block, input: {} };
  const delta = isText
    ? { type: "text_delta", text: block.text }
    : { type: "input_json_delta", partial_json: JSON.stringify(block.input) };
  send("content_block_start", { index, content_block: empty });
  send("content_block_delta", { index, delta });
  send("content_block_stop", { index });
}
