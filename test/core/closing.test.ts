/** The end of a bridge: whatever happens afterwards plans nothing more. */
import { expect, test } from "bun:test";
import { createDomain } from "../support/domain";
import { settled } from "../support/fake-clock";

test("sessions that are put away after the end leave no timer", async () => {
  await using domain = await createDomain();
  const claude = await domain.claude();
  const codex = await domain.codex();
  expect(domain.clock.pending()).toBeGreaterThan(0);
  domain.bridge.close();
  expect(domain.clock.pending()).toBe(0);
  await claude.api.detach();
  await codex.api.detach();
  await settled();
  expect(domain.clock.pending()).toBe(0);
});
