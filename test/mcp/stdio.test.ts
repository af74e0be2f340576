/** MCP over stdin and stdout: what a line may be, and when a message counts as written. */
import { describe, expect, test } from "bun:test";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { createStdioTransport } from "../../src/mcp/stdio";
import { createLog } from "../../src/shared/log";

const LIMIT = 200;
const SILENT = createLog("test", "silent");

const Refusal = z.object({ id: z.union([z.number(), z.null()]), error: z.object({ code: z.number() }) });

/** A transport on streams in memory; `drained` is how the reader takes what was written. */
async function open({ drained = () => Promise.resolve() }: { drained?: () => Promise<void> } = {}) {
  const received: JSONRPCMessage[] = [];
  const writes: string[] = [];
  const closed = Promise.withResolvers<void>();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const output = {
    write: (text: string) => void writes.push(text),
    flush: drained,
    end: () => {
      writes.push("end");
    },
  };
  const transport = createStdioTransport({ input: readable, output, log: SILENT, maxLineBytes: LIMIT });
  transport.onmessage = (message) => void received.push(message);
  transport.onclose = closed.resolve;
  await transport.start();
  return {
    transport,
    received,
    writes,
    write: (text: string) => writer.write(new TextEncoder().encode(text)),
    /** Ends stdin; resolves once all of it was read. */
    async end() {
      await writer.close();
      await closed.promise;
      await Promise.resolve();
    },
    refusals: () =>
      writes
        .join("")
        .split("\n")
        .filter(Boolean)
        .map((line) => Refusal.parse(JSON.parse(line))),
  };
}

const ping = (id: number, more = "") => `{"jsonrpc":"2.0","id":${id},"method":"ping"${more}}`;
const pinged = (id: number) => ({ jsonrpc: "2.0" as const, id, method: "ping" });

describe("a line", () => {
  test("may be as long as the limit; a longer one is answered and skipped", async () => {
    const own = await open();
    const fill = (length: number) => ping(1).padEnd(length);
    await own.write(`${fill(LIMIT)}\n${fill(LIMIT + 1)}\n${ping(2)}\n`);
    await own.end();
    expect(own.received).toEqual([pinged(1), pinged(2)]);
    expect(own.refusals()).toMatchObject([{ id: null, error: { code: -32700 } }]);
  });

  test("that is too long is skipped however it arrives", async () => {
    const own = await open();
    for (let part = 0; part < 10; part++) await own.write("x".repeat(LIMIT / 2));
    await own.write(`\n${ping(3)}\n`);
    await own.end();
    expect(own.received).toEqual([pinged(3)]);
    expect(own.refusals()).toHaveLength(1);
  });

  test("that is not JSON, or no message, is answered and skipped", async () => {
    const own = await open();
    await own.write(`{"jsonrpc":\n[]\n{"jsonrpc":"2.0","id":4,"method":"ping","params":[]}\n\n${ping(5)}\n`);
    await own.end();
    expect(own.received).toEqual([pinged(5)]);
    expect(own.refusals()).toMatchObject([
      { id: null, error: { code: -32700 } },
      { id: null, error: { code: -32600 } },
      { id: 4, error: { code: -32600 } },
    ]);
  });

  test("may give null for what a call can do without", async () => {
    const own = await open();
    await own.write(ping(6, ',"params":{"name":"x","arguments":null,"_meta":null}'));
    await own.write("\n");
    await own.end();
    expect(own.received).toEqual([{ ...pinged(6), params: { name: "x" } }]);
  });

  test("on which reading what it says fails does not end the reading", async () => {
    const own = await open();
    const { received } = own;
    own.transport.onmessage = (message) => {
      if ("id" in message && message.id === 7) throw new RangeError("too deep");
      received.push(message);
    };
    await own.write(`${ping(7)}\n${ping(8)}\n`);
    await own.end();
    expect(received).toEqual([pinged(8)]);
  });
});

describe("a message", () => {
  const note = (text: string) => ({ jsonrpc: "2.0" as const, method: "note", params: { text } });

  test("is sent once the reader has taken it, and not before", async () => {
    const reader = Promise.withResolvers<void>();
    const own = await open({ drained: () => reader.promise });
    let isSent = false;
    const sending = own.transport.send(note("a")).then(() => {
      isSent = true;
    });
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    expect(own.writes).toHaveLength(1);
    expect(isSent).toBe(false);
    reader.resolve();
    await sending;
  });

  test("shares one write with all that is said in the same microtask", async () => {
    const own = await open();
    await Promise.all(["a", "b", "c"].map((text) => own.transport.send(note(text))));
    expect(own.writes).toHaveLength(1);
    expect(own.writes[0]?.trim().split("\n")).toHaveLength(3);
  });

  test("that was sent before the end is written whole before stdout ends", async () => {
    const reader = Promise.withResolvers<void>();
    const own = await open({ drained: () => reader.promise });
    const sending = own.transport.send(note("last"));
    const closing = own.transport.close();
    reader.resolve();
    await Promise.all([sending, closing]);
    expect(own.writes.map((text) => text.includes("last"))).toEqual([true, false]);
    expect(own.writes.at(-1)).toBe("end");
  });

  test("is not sent once the client has gone", async () => {
    const own = await open();
    await own.end();
    expect(await own.transport.send(note("late")).catch((error: Error) => error.message)).toContain("gone");
  });
});

test("a reader that is gone ends the transport, and says so to whoever sends", async () => {
  const own = await open({ drained: () => Promise.reject(new Error("EPIPE")) });
  const ended = Promise.withResolvers<void>();
  own.transport.onclose = ended.resolve;
  const sent = own.transport.send({ jsonrpc: "2.0", method: "note" }).catch((error: Error) => error.message);
  expect(await sent).toBe("EPIPE");
  await ended.promise;
});
