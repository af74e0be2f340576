/** What Claude's tools say: what really happened, in words that a model can act on. */
import { expect, test } from "bun:test";
import { must } from "../support/agents-in-process";
import { settled } from "../support/fake-clock";
import { serveClaudeSide } from "../support/served";

test("reply: who got it, and whether somebody waited", async () => {
  await using served = await serveClaudeSide();
  const { domain, client } = served;
  const codex = await domain.codex({ thread: "t-1" });
  const asked = codex.ask("why?");
  await settled();
  const answered = await client.call("reply", { text: "because", reply_to: asked.id }).answer;
  expect(answered.isError).toBe(false);
  expect(answered.text).toContain("Codex (session t-1, project alpha) was waiting and has been given your answer");
  await codex.ack((await asked.result).batch);
  const again = await client.call("reply", { text: "besides", reply_to: asked.id }).answer;
  expect(again.text).toContain("follow-up");
  const late = codex.ask("and?", { waitMs: 0 });
  await late.result;
  const kept = await client.call("reply", { text: "later", reply_to: late.id }).answer;
  expect(kept.text).toContain("no longer waiting");
  expect(kept.text).not.toContain("has been given");
});

test("reply: that it went to the page and not to Codex", async () => {
  await using served = await serveClaudeSide();
  const { text } = await served.client.call("reply", { text: "anyone?" }).answer;
  for (const part of ["Sent to the user", "No page is open", "not to Codex", "send_to_codex"])
    expect(text).toContain(part);
});

test("reply: what is open, where the target is not certain", async () => {
  await using served = await serveClaudeSide();
  const codex = await served.domain.codex();
  const asked = [codex.ask("one?", { waitMs: 0 }), codex.ask("two?", { waitMs: 0 })];
  await Promise.all(asked.map(({ result }) => result));
  const refused = await served.client.call("reply", { text: "because" }).answer;
  expect(refused.isError).toBe(true);
  for (const part of ["Nothing was sent", ...asked.map(({ id }) => id)]) expect(refused.text).toContain(part);
});

test("send_to_codex and edit_message: where it is, and that it was replaced", async () => {
  await using served = await serveClaudeSide();
  const codex = await served.domain.codex({ thread: "t-1" });
  await codex.check().result;
  const sent = await served.client.call("send_to_codex", { text: "frist" }).answer;
  expect(sent).toMatchObject({ isError: false });
  expect(sent.text).toContain("session t-1");
  const id = must(sent.text.match(/m_\w+/))[0];
  const edited = await served.client.call("edit_message", { message_id: id, text: "first" }).answer;
  expect(edited.text).toContain("revision 2");
  await codex.ack((await codex.check().result).batch);
  const refused = await served.client.call("edit_message", { message_id: id, text: "too late" }).answer;
  expect(refused).toMatchObject({ isError: true });
  expect(refused.text).toContain("Not edited");
});

test("list_sessions: all, and which is one's own", async () => {
  await using served = await serveClaudeSide();
  await (await served.domain.codex({ thread: "t-1", project: "beta" })).check().result;
  const { text } = await served.client.call("list_sessions", {}).answer;
  expect(text).toContain("claude cc_mcp (you): project alpha, connected");
  expect(text).toContain("codex t-1: project beta, connected");
});

test("news that woke nobody comes in a block of its own, once", async () => {
  await using served = await serveClaudeSide();
  const codex = await served.domain.codex();
  const asked = codex.ask("why?");
  await settled();
  await served.client.call("reply", { text: "because", reply_to: asked.id }).answer;
  await codex.release((await asked.result).batch);
  const { blocks } = await served.client.call("list_sessions", {}).answer;
  expect(blocks).toHaveLength(2);
  expect(blocks[1]).toContain("gave up its call before it had your answer");
  expect((await served.client.call("list_sessions", {}).answer).blocks).toHaveLength(1);
});
