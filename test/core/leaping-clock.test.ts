/** A clock on the wall that somebody sets, forwards or back: nothing is lost by it [F7], and no wait lasts longer [F9]. */
import { describe, expect, test } from "bun:test";
import { END } from "../../src/core/views";
import { createDomain } from "../support/domain";
import { createFakeClock } from "../support/fake-clock";
import { createFiles } from "../support/files";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const retention = { maxAgeMs: 90 * DAY_MS, maxBytes: Number.POSITIVE_INFINITY, onForget: () => {} };

describe("a clock that is 200 days ahead", () => {
  test("for a minute forgets nothing and ends no question", async () => {
    await using domain = await createDomain({ retention });
    await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("still open?", { waitMs: 0 });
    await asked.result;
    // Just before the looks at what is old are made.
    await domain.clock.advance(30_000);
    domain.clock.leap(200 * DAY_MS);
    await domain.clock.advance(MINUTE_MS);
    domain.clock.leap(-200 * DAY_MS);
    await domain.clock.advance(7 * HOUR_MS);
    expect(domain.bridge.console.history(END, 10, null).messages.map(({ id }) => id)).toEqual([asked.id]);
    expect(domain.message(asked.id).question?.outcome).toBe("open");
  });

  test("when a host starts forgets nothing either", async () => {
    using files = createFiles();
    const clock = createFakeClock();
    const before = await createDomain({ path: files.path, clock, retention });
    await before.claude();
    const codex = await before.codex();
    const asked = codex.ask("still open?", { waitMs: 0 });
    await asked.result;
    before.crash();
    clock.leap(200 * DAY_MS);
    await using domain = await createDomain({ path: files.path, clock, retention });
    await clock.advance(10 * MINUTE_MS);
    expect(domain.message(asked.id).question?.outcome).toBe("open");
  });

  test("for good is believed in the end: what is old goes", async () => {
    await using domain = await createDomain({ retention });
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("over soon", { waitMs: 0 });
    await asked.result;
    await claude.reply("yes", asked.id);
    await codex.ack((await codex.check().result).batch);
    domain.clock.leap(200 * DAY_MS);
    await domain.clock.advance(2 * DAY_MS);
    expect(domain.bridge.console.history(END, 10, null).messages).toEqual([]);
  });
});

describe("a clock that is set back by an hour", () => {
  test("lets a wait for an answer and a look for messages end in their time", async () => {
    await using domain = await createDomain();
    const claude = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("anybody?", { waitMs: 110_000 });
    const looked = claude.api.collect({ waitMs: 110_000 }, new AbortController().signal);
    await domain.clock.advance(10_000);
    domain.clock.leap(-HOUR_MS);
    await domain.clock.advance(100_000);
    expect((await asked.result).status).toBe("open");
    await looked;
  });

  test("gives a vanished session's questions to the next one in their time", async () => {
    await using domain = await createDomain();
    const gone = await domain.claude();
    const codex = await domain.codex();
    const asked = codex.ask("who has it?", { waitMs: 0 });
    await asked.result;
    const next = await domain.claude();
    await gone.api.detach();
    domain.clock.leap(-HOUR_MS);
    await domain.clock.advance(3_000);
    expect(next.got.map(({ id }) => id)).toContain(asked.id);
  });
});
