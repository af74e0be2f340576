/** The real Claude Code is reminded of a question that it has answered in prose, some seconds after its turn has ended. */
import { expect, test } from "bun:test";
import { until } from "../clients/claude-tui";
import { ask, countMost, play, readAll, WITHOUT_INBOX, waitForWaiters } from "../clients/hook-stage";
import { text } from "../clients/messages-api";
import { describeWithTool } from "../support/tools";

const LIMIT_MS = 90_000;
const REMINDER_LIMIT_MS = 40_000;
const REMINDER = "still waits for an answer";

describeWithTool(["claude", "tmux"], "Claude Code without a channel", () => {
  test(
    "is reminded once of a question that it answers in prose",
    () =>
      play(WITHOUT_INBOX, async ({ world, stage, before, api }) => {
        const tui = await stage.open();
        const codex = await world.codex();
        // It takes the first reminder for nothing, too, until a person says so.
        before.script = (request) => (readAll(request).includes("answer it now") ? null : text("It is forty-two."));
        const asking = ask(codex, "in prose?");
        await until(
          () => countMost(api, REMINDER) > 0,
          () => "no reminder",
          REMINDER_LIMIT_MS,
        );
        await waitForWaiters(stage, 1);
        await tui.submit("what was that?");
        await until(
          () => countMost(api, "what was that?") > 0,
          () => "the prompt did not arrive",
        );
        await tui.submit("answer it now");
        expect(await asking).toStartWith("from ");
        expect(countMost(api, REMINDER)).toBe(1);
      }),
    LIMIT_MS,
  );
});
