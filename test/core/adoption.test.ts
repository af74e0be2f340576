/** A Codex process has an identity before its first thread has one: the thread takes over its mail. */
import { expect, test } from "bun:test";
import { textsOf } from "../support/agents-in-process";
import { createDomain, refusal } from "../support/domain";
import { settled } from "../support/fake-clock";

test("what was sent to the process goes to its first real thread, and to no later one", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex({ process: "p_one", thread: "t-1" });
  const sent = await claude.send("to the process");
  expect(sent.session.id).toBe("p_one");
  expect(textsOf(await codex.check().result)).toEqual(["to the process"]);
  expect(textsOf(await codex.check({ thread: "t-2" }).result)).toEqual([]);
  const known = domain.bridge.console.sessions().filter(({ kind }) => kind === "codex");
  expect(known.map(({ id }) => id).sort()).toEqual(["t-1", "t-2"]);
});

test("a question that the process asked belongs to the thread, with its answer and its conversation", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex({ process: "p_one", thread: "t-1" });
  const asked = codex.ask("before there was a thread", { thread: "p_one", waitMs: 0 });
  await asked.result;
  expect((await codex.check().result).questions.map(({ id }) => id)).toEqual([asked.id]);
  const replied = await claude.reply("to the thread", asked.id);
  expect(replied.session?.id).toBe("t-1");
  expect(textsOf(await codex.check().result)).toEqual(["to the thread"]);
  expect(domain.message(asked.id)).toMatchObject({ sender: { session: "t-1" }, question: { asker: "t-1" } });
  expect(domain.message(replied.message).conversation).toBe(domain.message(asked.id).conversation);
});

test("a process that is back with threads it has spoken for takes over nothing", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const fresh = await domain.codex({ process: "p_one", thread: "t-1" });
  await claude.send("to the process");
  await fresh.api.detach();
  const back = await domain.codex({ process: "p_one", threads: ["t-9"], thread: "t-2" });
  expect(textsOf(await back.check().result)).toEqual([]);
});

test("two first threads at the same moment share nothing", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex({ process: "p_one" });
  await claude.send("to the process");
  const checks = [codex.check({ thread: "t-1" }), codex.check({ thread: "t-2" })];
  const texts = await Promise.all(checks.map(async ({ result }) => textsOf(await result)));
  expect(texts.flat()).toEqual(["to the process"]);
  await settled();
});

test("no session may have the id that stands for the page", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const refused = { code: "bad_request", field: "thread" };
  expect(await refusal(domain.codex({ threads: ["user"] }))).toMatchObject(refused);
  const codex = await domain.codex();
  expect(await refusal(codex.ask("?", { thread: "user" }).result)).toMatchObject(refused);
  expect(await refusal(codex.check({ thread: "user" }).result)).toMatchObject(refused);
  expect(await refusal(domain.claude({ session: "user" }))).toMatchObject({ code: "bad_request", field: "session" });
  const known = domain.bridge.console.sessions().map(({ id }) => id);
  expect(known).not.toContain("user");
  expect(claude.got).toEqual([]);
});
