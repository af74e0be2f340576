/**
 * MCP over stdin and stdout. The SDK's own stdio transport ends at 10 MB a line and writes once a
 * message; this one takes what the bridge takes and writes once a microtask.
 */
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  ErrorCode,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  JSONRPCRequestSchema,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import { MAX_FRAME_BYTES } from "../shared/constants";
import { toMessage } from "../shared/errors";
import type { Log } from "../shared/log";
import { toWellFormedJson } from "../shared/text";
import { toCurrentProtocol } from "./leniency";

const RequestWithId = JSONRPCRequestSchema.pick({ id: true, method: true }).loose();

const NEWLINE = 10;

/**
 * Lines that are handled in one turn of the event loop. A burst goes on in slices, so that the next
 * process begins while this one goes on: with 64 questions in flight that is a tenth more messages
 * a second than all at once (bench: throughput).
 */
const LINES_A_TURN = 32;

export interface StdioOptions {
  input: ReadableStream<Uint8Array>;
  output: { write(text: string): unknown; flush(): unknown; end(): unknown };
  log: Log;
  maxLineBytes?: number;
}

/**
 * Creates the transport. `send` resolves once its line is drained to the reader. A line that is not
 * JSON-RPC is answered with the error that the protocol has for it and changes nothing else.
 * `onclose` fires on EOF, or where the reader of our output has gone.
 */
export function createStdioTransport({ input, output, log, maxLineBytes = MAX_FRAME_BYTES }: StdioOptions): Transport {
  let closed = false;
  let outbox: { text: string; done: () => void; fail: (error: unknown) => void }[] = [];
  let draining: Promise<void> | null = null;

  const transport: Transport = {
    async start() {
      read().catch((error: unknown) => {
        log.debug(`stdin: ${toMessage(error)}`);
        finish();
      });
    },
    send(message) {
      if (closed) return Promise.reject(new Error("the client has gone"));
      return new Promise((done, fail) => {
        outbox.push({ text: `${toWellFormedJson(message)}\n`, done, fail });
        draining ??= Promise.resolve().then(drain);
      });
    },
    async close() {
      await draining;
      finish();
      // What was written before must reach the reader whole, or a large last line is cut.
      await output.end();
    },
  };

  async function drain(): Promise<void> {
    while (outbox.length > 0) {
      const batch = outbox;
      outbox = [];
      try {
        output.write(batch.map(({ text }) => text).join(""));
        await output.flush();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { fail } of [...batch, ...outbox]) fail(error);
        outbox = [];
        finish();
      }
    }
    draining = null;
  }

  async function read(): Promise<void> {
    let parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of input) {
      let start = 0;
      let lines = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        const tail = chunk.subarray(start, end);
        if (size + tail.length > maxLineBytes) refuse("the line is too long");
        else receive(parts.length === 0 ? tail : Buffer.concat([...parts, tail]));
        parts = [];
        size = 0;
        start = end + 1;
        if (++lines % LINES_A_TURN === 0) await nextTurn();
      }
      const rest = chunk.subarray(start);
      size += rest.length;
      // Past the limit the rest of the line is read and dropped, so that the next one is found.
      if (size > maxLineBytes) parts = [];
      else if (rest.length > 0) parts.push(rest.slice());
      // What was handled goes on before more is asked for: a tenth more messages a second (bench:
      // throughput).
      if (lines > 0) await nextTurn();
    }
    finish();
  }

  function receive(line: Uint8Array): void {
    const text = decoder.decode(line);
    if (text.trim() === "") return;
    const value = parseJson(text);
    if (value === undefined) return refuse("the line is not JSON");
    const message = parseMessage(value);
    if (!message) return refuse("the line is not a JSON-RPC message", ErrorCode.InvalidRequest, readRequestId(value));
    try {
      transport.onmessage?.(message);
    } catch (error) {
      // The SDK quotes what it did not expect, which fails where that is nested too deep.
      log.warn(`stdin: ${toMessage(error)}`);
    }
  }

  function refuse(why: string, code: number = ErrorCode.ParseError, id: RequestId | null = null): void {
    log.warn(`stdin: ${why}`);
    // JSON-RPC 2.0: an error without a known request has a null id, which the SDK's type does not
    // allow for.
    const text = `${JSON.stringify({ jsonrpc: "2.0", id, error: { code, message: why } })}\n`;
    outbox.push({ text, done: () => {}, fail: () => {} });
    draining ??= Promise.resolve().then(drain);
  }

  function finish(): void {
    if (closed) return;
    closed = true;
    transport.onclose?.();
  }

  return transport;
}

const nextTurn = () => new Promise(setImmediate);

const decoder = new TextDecoder();

/** Undefined where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseMessage(value: unknown): JSONRPCMessage | null {
  return JSONRPCMessageSchema.safeParse(toCurrentProtocol(value)).data ?? null;
}

/** The id of what is meant as a request, so that its sender does not wait for an answer. */
function readRequestId(value: unknown): RequestId | null {
  return RequestWithId.safeParse(value).data?.id ?? null;
}
