/** Held calls cost no one else anything: they are waiters, not workers. */
import { expect, test } from "bun:test";
import { createDomain } from "../support/domain";
import { createPeerHost } from "../support/peers";
import { must, seatClaude, seatCodex, textsOf } from "../support/seats";

test("300 held questions of one process do not hold up the next, and each gets its own answer", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain);
  const claude = await seatClaude(host.client("claude"));
  await domain.until(() => domain.bridge.desk.status().processes.claude === 1);
  const codex = await seatCodex(host.client("codex"));
  const held = Array.from({ length: 300 }, (_, i) => codex.ask(`question ${i}`));
  await domain.until(() => domain.bridge.held() === 300 && claude.got.length === 300);

  const at = performance.now();
  const next = codex.ask("the next");
  await domain.until(() => claude.got.length === 301);
  await claude.reply("at once", next.id);
  expect(textsOf(await next.result)).toEqual(["at once"]);
  expect(performance.now() - at).toBeLessThan(1_000);
  expect(domain.bridge.held()).toBe(300);

  await Promise.all(claude.got.slice(0, 300).map(({ id, text }) => claude.reply(`to ${text}`, id)));
  const answers = await Promise.all(held.map(({ result }) => result));
  expect(answers.map((answer) => must(answer.parcel.items[0]).text)).toEqual(held.map((_, i) => `to question ${i}`));
});
