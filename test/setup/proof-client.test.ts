/** The small MCP client of the proof: whatever a server does, the proof says so in words. */
import { expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { startProofClient } from "../../src/setup/proof-client";
import { refusal } from "../support/domain";

test("a server that writes something else than MCP to its stdout is named, with what it wrote", async () => {
  const command = ["/bin/sh", "-c", "echo hello; cat >/dev/null"];
  const client = startProofClient(command, { PATH: "/usr/bin:/bin" }, tmpdir(), new AbortController().signal);
  const told = await refusal(client.request("initialize", {}));
  expect(told.message).toContain('is not MCP\'s: "hello"');
  expect((await refusal(client.next("anything"))).message).toContain("hello");
  await client.end();
});
