/** A host goes away and another takes its place: calls that were under way go on. */
import { afterEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNonce } from "../../src/rpc/auth";
import { createPeerClient } from "../../src/rpc/client";
import type { PushCall, PushReport } from "../../src/shared/calls/push";
import { attachClaudeAgent, attachCodexAgent, must, textsOf } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { createPeerHost, SILENT } from "../support/peers";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function createPath(): string {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-reconnect-"));
  directories.push(directory);
  return join(directory, "bridge.db");
}

function client(role: "claude" | "codex", port: number, token: string) {
  return createPeerClient({ role, locate: () => ({ host: "127.0.0.1", port, token }), log: SILENT });
}

test("an open question goes on over the host's end, and is answered once", async () => {
  const path = createPath();
  const before = await createDomain({ path });
  const first = createPeerHost(before);
  const { port, token } = first;
  const [claudeEnd, codexEnd] = [client("claude", port, token), client("codex", port, token)];
  const pushed: string[] = [];
  // As server.ts does: each attachment names what this process has written by then.
  const claude = await attachClaudeAgent(claudeEnd, { session: "cc_one", pushed });
  const codex = await attachCodexAgent(codexEnd, { thread: "t-1" });
  await before.until(() => before.bridge.console.status().processes.claude === 1);
  const asked = codex.ask("who answers?");
  const message = await claude.next();
  pushed.push(message.id);
  await first.stop();
  before.crash();

  await using domain = await createDomain({ path, clock: before.clock });
  await using host = createPeerHost(domain, { port, token });
  await domain.until(() => domain.bridge.held() === 1 && domain.bridge.console.status().processes.claude === 1);
  expect(host.port).toBe(port);
  const replied = await claude.reply("the next host", message.id);
  expect(replied.received).toBe(true);
  expect(textsOf(await asked.result)).toEqual(["the next host"]);
  expect(claude.got).toHaveLength(1);
  expect(domain.message(asked.id).question?.outcome).toBe("answered");
  claudeEnd.close();
  codexEnd.close();
});

test("a call that is made while the host is away waits for the next one", async () => {
  const path = createPath();
  const before = await createDomain({ path });
  const first = createPeerHost(before);
  const { port, token } = first;
  const codexEnd = client("codex", port, token);
  const codex = await attachCodexAgent(codexEnd);
  await codex.check().result;
  await first.stop();
  before.crash();
  const asked = codex.ask("while you were out", { waitMs: 0, hold: false });

  await using domain = await createDomain({ path, clock: before.clock });
  await using host = createPeerHost(domain, { port, token });
  expect((await asked.result).status).toBe("unsent");
  expect(host.port).toBe(port);
  codexEnd.close();
});

test("a question that waits for a session to come goes on waiting over a lost connection", async () => {
  await using domain = await createDomain();
  const first = createPeerHost(domain);
  const { port, token } = first;
  const codexEnd = client("codex", port, token);
  const codex = await attachCodexAgent(codexEnd);
  const asked = codex.ask("anyone?", { hold: true });
  await domain.until(() => domain.bridge.held() === 1);
  await first.stop();
  await domain.until(() => domain.bridge.held() === 0);
  await using host = createPeerHost(domain, { port, token });
  await domain.until(() => domain.bridge.held() === 1);
  const claude = await attachClaudeAgent(host.client("claude"));
  const message = await claude.next();
  await claude.reply("here I am", message.id);
  expect(textsOf(await asked.result)).toEqual(["here I am"]);
  codexEnd.close();
});

test("a call that was given up while the host was away is not waited for", async () => {
  const path = createPath();
  const before = await createDomain({ path });
  const first = createPeerHost(before);
  const { port, token } = first;
  const [claudeEnd, codexEnd] = [client("claude", port, token), client("codex", port, token)];
  await attachClaudeAgent(claudeEnd);
  const codex = await attachCodexAgent(codexEnd);
  await before.until(() => before.bridge.console.status().processes.claude === 1);
  const asked = codex.ask("never mind");
  await before.until(() => before.bridge.held() === 1);
  await first.stop();
  before.crash();
  asked.abort();
  expect((await refusal(asked.result)).code).toBe("unavailable");
  claudeEnd.close();
  codexEnd.close();
});

test("where no bridge is, a call says so within two seconds, and again", async () => {
  const unused = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
  const port = unused.port ?? 0;
  await unused.stop(true);
  const end = client("codex", port, createNonce());
  const codex = await attachCodexAgent(end);
  for (let i = 0; i < 2; i++) {
    const at = performance.now();
    const error = await refusal(codex.ask("anyone?").result);
    expect(performance.now() - at).toBeLessThan(2_000);
    expect(error).toMatchObject({ code: "unavailable" });
    expect(error.message).toContain("Not sent");
  }
  end.close();
});

test("a closed client refuses at once, and what still waited ends", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const end = host.client("codex");
  await attachClaudeAgent(host.client("claude"));
  await domain.until(() => domain.bridge.console.status().processes.claude === 1);
  const codex = await attachCodexAgent(end);
  const asked = codex.ask("open");
  await domain.until(() => domain.bridge.held() === 1);
  end.close();
  expect((await refusal(asked.result)).code).toBe("unavailable");
  expect((await refusal(codex.check().result)).code).toBe("unavailable");
  await domain.until(() => domain.bridge.held() === 0);
});

test("what is reported of a push on a lost connection settles no push on the next one", async () => {
  await using domain = await createDomain();
  const first = createPeerHost(domain);
  const { port, token } = first;
  const end = client("codex", port, token);
  const pushes: { call: PushCall; report(): void }[] = [];
  const reach = (call: PushCall) =>
    new Promise<PushReport[]>((resolve) => {
      const seen = call.items.map(
        ({ id }) => ({ id, state: "seen", transport: "turn", reason: null, thread: "t1" }) as const,
      );
      pushes.push({ call, report: () => resolve(seen) });
    });
  await attachCodexAgent(end, { thread: "t1", threads: ["t1"], reach });
  const isAttached = () => domain.bridge.console.status().processes.codex === 1;
  await domain.until(isAttached);
  const claude = await domain.claude();
  const before = claude.send("before");
  await domain.until(() => pushes.length === 1);
  await first.stop();
  await before;

  await using host = createPeerHost(domain, { port, token });
  expect(host.port).toBe(port);
  await domain.until(isAttached);
  const after = claude.send("after");
  await domain.until(() => pushes.length === 2);
  const [lost, own] = [must(pushes[0]), must(pushes[1])];
  const ids = own.call.items.map(({ id }) => id);
  expect(ids).toHaveLength(2);
  // Two reports in this order on one connection: the first one's number is the second push's there.
  lost.report();
  await Promise.resolve();
  own.report();
  await after;
  expect(ids.map((id) => domain.delivery(id, "t1").state)).toEqual(["seen", "seen"]);
  end.close();
});
