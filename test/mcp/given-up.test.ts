/** Claude gives up a call whose result is already on its way: what that would have brought comes another way. */
import { expect, test } from "bun:test";
import { serveClaude } from "../../src/claude/server";
import type { Bridge } from "../../src/shared/calls/bridge";
import type { ClaudeApi } from "../../src/shared/calls/calls";
import { createId } from "../../src/shared/ids";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";
import { createMcpClient } from "../support/mcp";
import { MAX_WAIT_MS, SESSION } from "../support/served";

/** Claude Code at a member of the bridge; `onTheWay` runs between a result's leaving the host and its arrival here. */
async function serveMember(onTheWay: { run(): void }, requested?: boolean) {
  const domain = await createDomain();
  const client = createMcpClient();
  async function travel<T>(result: Promise<T>): Promise<T> {
    const value = await result;
    onTheWay.run();
    await settled();
    return value;
  }
  const bridge: Pick<Bridge, "attachClaude"> = {
    async attachClaude(input, push): Promise<ClaudeApi> {
      const api = await domain.bridge.attachClaude(
        { ...input, ...(requested === false ? { requested, transports: [] } : {}) },
        push,
      );
      return {
        ...api,
        collect: (collect, signal) => travel(api.collect(collect, signal)),
        askCodex: (askCodex, signal) => travel(api.askCodex(askCodex, signal)),
      };
    },
  };
  const detach = await serveClaude({
    transport: client.transport,
    bridge,
    session: SESSION,
    attach: (_, call) => call({}),
    maxWaitMs: MAX_WAIT_MS,
    log: domain.log,
    onClose: () => {},
  });
  await client.initialize();
  await settled();
  return {
    domain,
    client,
    codex: await domain.codex({ thread: "t1", threads: ["t1"] }),
    async [Symbol.asyncDispose]() {
      await detach();
      await client.close();
      await domain[Symbol.asyncDispose]();
    },
  };
}

test("what a look at the messages would have brought", async () => {
  const onTheWay = { run: () => {} };
  // Without a channel, nothing else brings it.
  await using member = await serveMember(onTheWay, false);
  const { client, codex, domain } = member;
  const look = client.call("check_codex_messages", { wait_seconds: 60 });
  await settled();
  onTheWay.run = () => client.notify("notifications/cancelled", { requestId: look.id });
  let isGivenUp = false;
  onTheWay.run = () => {
    client.notify("notifications/cancelled", { requestId: look.id });
    isGivenUp = true;
  };
  const asked = codex.ask("are you there?", { waitMs: 0 });
  await asked.result;
  await domain.until(() => isGivenUp);
  onTheWay.run = () => {};
  // Given back, it waits for the next look.
  await domain.until(() => domain.delivery(asked.id).state === "stored");
  expect((await client.call("check_codex_messages", {}).answer).text).toContain("are you there?");
});

test("the answer that a question's own call would have brought, by the channel and as new", async () => {
  const onTheWay = { run: () => {} };
  await using member = await serveMember(onTheWay);
  const { client, codex, domain } = member;
  const call = client.call("send_to_codex", { text: "what is it?", wait_seconds: 60 });
  await settled();
  const { batch } = await codex.check().result;
  await codex.ack(batch);
  onTheWay.run = () => client.notify("notifications/cancelled", { requestId: call.id });
  const answer = { id: createId("m"), thread: "t1", text: "it is this", captured: false };
  await codex.api.answer({ ...answer, replyTo: batch.items[0]?.id ?? "" });
  await domain.until(() => client.channel().length > 0);
  const [message] = client.channel();
  expect(message).toMatchObject({ content: expect.stringContaining("it is this"), meta: { message_id: answer.id } });
  expect(message?.meta.redelivered).toBeUndefined();
  expect(domain.delivery(answer.id)).toMatchObject({ state: "pushed", transport: "channel", attempts: 1 });
});
