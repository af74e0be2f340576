/** The tools are loaded with the first call: once, and anew where that failed. */
import { describe, expect, test } from "bun:test";
import { createLog } from "../../src/log";
import { serveMcp } from "../../src/mcp/server";
import type { RunTool } from "../../src/mcp/tools";
import { settled } from "../support/fake-clock";
import { createMcpClient } from "../support/mcp";

const runTool: RunTool = async (name) => ({ content: [{ type: "text", text: `ran ${name}` }] });

/** A server whose tools are loaded by `loadTools`, and what it has logged. */
async function serve(loadTools: () => Promise<RunTool>) {
  const client = createMcpClient();
  const logged: string[] = [];
  const log = createLog("test", "debug", (line) => void logged.push(line));
  const { transport } = client;
  await serveMcp({ transport, tools: [], loadTools, instructions: "", log, onClose: () => {} });
  return { client, logged };
}

describe("the tools", () => {
  test("are not loaded for a client that only asks what there is", async () => {
    let loads = 0;
    const { client } = await serve(async () => {
      loads++;
      return runTool;
    });
    await client.initialize();
    expect(await client.tools()).toEqual([]);
    await settled();
    expect(loads).toBe(0);
    await client.close();
  });

  test("are loaded once, however many calls wait for that", async () => {
    const loading = Promise.withResolvers<RunTool>();
    let loads = 0;
    const { client } = await serve(() => {
      loads++;
      return loading.promise;
    });
    await client.initialize();
    const calls = ["a", "b"].map((name) => client.call(name, {}).answer);
    await settled();
    loading.resolve(runTool);
    expect((await Promise.all(calls)).map(({ text }) => text)).toEqual(["ran a", "ran b"]);
    expect((await client.call("c", {}).answer).text).toBe("ran c");
    expect(loads).toBe(1);
    await client.close();
  });

  test("are loaded again where that failed; the call is told", async () => {
    let isThere = false;
    const { client, logged } = await serve(async () => {
      if (!isThere) throw new Error("no such file");
      return runTool;
    });
    await client.initialize();
    await expect(client.call("a", {}).answer).rejects.toThrow("cannot load its tools");
    expect(logged.join()).toContain("no such file");
    isThere = true;
    expect((await client.call("a", {}).answer).text).toBe("ran a");
    await client.close();
  });

  test("do not answer a call that was given up before that failed", async () => {
    const loading = Promise.withResolvers<RunTool>();
    const { client } = await serve(() => loading.promise);
    await client.initialize();
    const { id, answer } = client.call("a", {});
    client.notify("notifications/cancelled", { requestId: id });
    loading.reject(new Error("no such file"));
    await settled();
    expect(await Promise.race([answer, "nothing"])).toBe("nothing" as never);
    await client.close();
  });

  test("do not answer a call that was given up meanwhile", async () => {
    const loading = Promise.withResolvers<RunTool>();
    const { client } = await serve(() => loading.promise);
    await client.initialize();
    const { id, answer } = client.call("a", {});
    client.notify("notifications/cancelled", { requestId: id });
    loading.resolve(runTool);
    const next = await client.call("b", {}).answer;
    expect(next.text).toBe("ran b");
    expect(await Promise.race([answer, "nothing"])).toBe("nothing" as never);
    await client.close();
  });
});
