/** Many calls held open do not stand in the way of one more. */
import { expect, test } from "bun:test";
import { createWorld } from "../support/agents";

const TIMEOUT_MS = 30_000;
const PROCESSES = 3;
const HELD_EACH = 100;
/** Far above what it takes, far below what waiting behind the others would. */
const PROMPT_MS = 1_000;

test(
  "300 held questions do not stall the 301st, and then all are answered",
  async () => {
    // The loop guard would hold back what one thread asks on its own.
    await using world = createWorld({ CODEX_BRIDGE_LOOP_LIMIT: "0" });
    const claude = await world.claude();
    const codexes = await Promise.all(Array.from({ length: PROCESSES }, () => world.codex()));
    const held = codexes.flatMap((codex, process) =>
      Array.from({ length: HELD_EACH }, (_, place) => {
        const text = `held ${process}-${place}`;
        return { text, answer: codex.ask(text).answer };
      }),
    );
    const questions = await Promise.all(held.map(({ text }) => claude.next(({ content }) => content === text)));

    // From a process of its own, and from one that holds a hundred calls.
    for (const codex of [await world.codex(), codexes[0]]) {
      const askedAt = performance.now();
      const asked = codex?.ask("one more");
      const question = await claude.next(
        ({ content, meta }) => content === "one more" && meta.session === codex?.thread,
      );
      await claude.reply("at once", question.meta.message_id);
      expect((await asked?.answer)?.blocks).toEqual(["at once"]);
      expect(performance.now() - askedAt).toBeLessThan(PROMPT_MS);
    }
    expect((await claude.call("list_sessions", {})).text).toContain(`${held.length} open questions to it`);

    await Promise.all(questions.reverse().map(({ content, meta }) => claude.reply(`to ${content}`, meta.message_id)));
    const answers = await Promise.all(held.map(({ answer }) => answer));
    expect(answers.map(({ blocks }) => blocks)).toEqual(held.map(({ text }) => [`to ${text}`]));
  },
  TIMEOUT_MS,
);
