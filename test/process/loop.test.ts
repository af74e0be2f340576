/** The loop between real processes: many questions at once, answered in any order, each to its own asker. */
import { describe, expect, test } from "bun:test";
import { type Codex, createWorld } from "../support/agents";

const TIMEOUT_MS = 30_000;
/** The loop guard would hold back what one thread asks on its own. */
const UNGUARDED = { CODEX_BRIDGE_LOOP_LIMIT: "0" };

/** The same order on every run: a failure can be looked at again. */
function shuffle<T>(items: readonly T[]): T[] {
  let state = 20_260_723;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return items
    .map((item) => ({ item, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function checkAs(codex: Codex, thread: string) {
  return codex.client.callTool("check_claude_messages", {}, { threadId: thread }).answer;
}

describe("the loop", () => {
  test(
    "a question reaches Claude with who asks, and its answer is the whole result of the call",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const asked = codex.ask("Is this right?");
      const question = await claude.next();
      expect(question.content).toBe("Is this right?");
      expect(question.meta).toMatchObject({ sender: "codex", kind: "question", session: codex.thread });
      expect(question.meta.message_id).toStartWith("q_");
      expect(question.meta.redelivered).toBeUndefined();
      const replied = await claude.reply("Yes.", question.meta.message_id);
      expect(replied.isError).toBe(false);
      expect(replied.text).toContain("was waiting");
      expect(replied.text).toContain(codex.thread);
      const answer = await asked.answer;
      expect(answer.isError).toBe(false);
      expect(answer.blocks).toEqual(["Yes."]);
    },
    TIMEOUT_MS,
  );

  test(
    "240 questions of four Codex processes, answered in random order, none misrouted",
    async () => {
      await using world = createWorld(UNGUARDED);
      const claude = await world.claude();
      const codexes = await Promise.all(Array.from({ length: 4 }, () => world.codex()));
      const asked = codexes.flatMap((codex, process) =>
        Array.from({ length: 60 }, (_, place) => {
          const text = `question ${place} of process ${process}`;
          return { text, thread: codex.thread, answer: codex.ask(text).answer };
        }),
      );
      const questions = await Promise.all(asked.map(({ text }) => claude.next(({ content }) => content === text)));
      expect(new Set(questions.map(({ meta }) => meta.message_id)).size).toBe(asked.length);
      for (const [place, { meta }] of questions.entries()) expect(meta.session).toBe(asked[place]?.thread ?? "");

      // All are open now, and only now is the first one answered.
      const replies = shuffle(questions).map(({ content, meta }) => claude.reply(`to ${content}`, meta.message_id));
      for (const reply of await Promise.all(replies)) expect(reply.text).toContain("was waiting");
      const answers = await Promise.all(asked.map(({ answer }) => answer));
      expect(answers.map(({ blocks }) => blocks)).toEqual(asked.map(({ text }) => [`to ${text}`]));

      expect(claude.messages()).toHaveLength(asked.length);
      for (const { client } of [claude, ...codexes]) expect(client.garbage).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "200 round trips one after the other, the processes taking turns",
    async () => {
      await using world = createWorld(UNGUARDED);
      const claude = await world.claude();
      const codexes = await Promise.all(Array.from({ length: 3 }, () => world.codex()));
      for (let trip = 0; trip < 200; trip++) {
        const codex = codexes[trip % codexes.length];
        const asked = codex?.ask(`trip ${trip}`);
        const question = await claude.next(({ content }) => content === `trip ${trip}`);
        await claude.reply(`back from ${trip}`, question.meta.message_id);
        expect((await asked?.answer)?.blocks).toEqual([`back from ${trip}`]);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "the same text from two processes, and twice from one, is as many questions",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const [one, two] = [await world.codex(), await world.codex()];
      const asked = [one.ask("the same?"), two.ask("the same?"), two.ask("the same?")];
      await claude.client.waitFor(() => claude.messages().length === asked.length);
      const questions = claude.messages();
      expect(new Set(questions.map(({ meta }) => meta.message_id)).size).toBe(asked.length);
      for (const [place, { meta }] of questions.entries()) await claude.reply(`${place}`, meta.message_id);
      const answers = await Promise.all(asked.map(({ answer }) => answer));
      const expected = questions.map(({ meta }, place) => [meta.session, `${place}`]);
      const given = asked.map((_, place) => [(place === 0 ? one : two).thread, answers[place]?.text]);
      expect(given.sort()).toEqual(expected.sort());
    },
    TIMEOUT_MS,
  );

  test(
    "two threads of one process share nothing",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      const other = crypto.randomUUID();
      await Promise.all([codex.ask("mine", { wait_seconds: 0 }).answer, checkAs(codex, other)]);
      const question = await claude.next();
      await claude.reply("yours", question.meta.message_id);
      await claude.call("send_to_codex", { text: "for the other", to: other });
      expect((await checkAs(codex, other)).blocks.at(-1)).toBe("for the other");
      expect((await codex.check()).blocks.at(-1)).toBe("yours");
      expect((await checkAs(codex, other)).text).toContain("No messages wait for you");
    },
    TIMEOUT_MS,
  );

  test(
    "Claude speaks first, corrects itself, and Codex takes the corrected text with a check that was waiting",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      const codex = await world.codex();
      await codex.check();
      const sent = await claude.call("send_to_codex", { text: "first words" });
      const id = sent.text.match(/m_\w+/)?.[0];
      await claude.call("edit_message", { message_id: id, text: "better words" });
      const checked = await codex.check();
      expect(checked.blocks.at(-1)).toBe("better words");
      expect(checked.text).not.toContain("first words");
      expect((await claude.call("edit_message", { message_id: id, text: "too late" })).isError).toBe(true);

      const waiting = codex.check({ wait_seconds: 20 });
      await claude.call("send_to_codex", { text: "while you wait" });
      expect((await waiting).blocks.at(-1)).toBe("while you wait");
    },
    TIMEOUT_MS,
  );
});
