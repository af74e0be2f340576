/** The answer of a turn is waited for as long as the turn takes, over looks that fail. */
import { expect, test } from "bun:test";
import type { AppServer } from "../../src/codex/app-server";
import { type Method, type ResultOf, Results } from "../../src/codex/contract";
import { createCapture } from "../../src/codex/push/capture";
import type { Answer } from "../../src/shared/calls/codex";
import { createLog } from "../../src/shared/log";

/** Follows a turn that is read as `look` says, once for each look; gives the answers and how often it was looked at. */
async function follow(look: (count: number) => "failed" | "inProgress" | "completed") {
  let looks = 0;
  const answers: Answer[] = [];
  const connect = async (): Promise<AppServer> => ({
    close() {},
    async call<M extends Method>(method: M): Promise<ResultOf<M>> {
      const status = look(++looks);
      if (status === "failed") throw new Error(`Codex's app-server did not answer ${method}`);
      const items = status === "completed" ? [{ type: "agentMessage", id: "i", text: "42" }] : [];
      return Results[method].parse({ data: [{ id: "turn", status, items }] }) as ResultOf<M>;
    },
  });
  const capture = createCapture({
    connect,
    answer: async (input) => void answers.push(input),
    signal: new AbortController().signal,
    log: createLog("test", "silent"),
    lookAfterMs: [0],
  });
  await capture({ thread: "t1", turn: "turn", question: "q_1" });
  return { looks, answers: answers.map(({ text, replyTo, captured }) => ({ text, replyTo, captured })) };
}

const ANSWER = { text: "42", replyTo: "q_1", captured: true };

test("single looks that fail, however late, lose no answer", async () => {
  const result = await follow((count) => (count >= 60 ? "completed" : count % 7 === 0 ? "failed" : "inProgress"));
  expect(result).toEqual({ looks: 60, answers: [ANSWER] });
});

test("a daemon that restarts loses none", async () => {
  const result = await follow((count) => (count > 15 ? "completed" : count > 10 ? "failed" : "inProgress"));
  expect(result).toEqual({ looks: 16, answers: [ANSWER] });
});

test("one that has gone is given up", async () => {
  expect(await follow((count) => (count > 3 ? "failed" : "inProgress"))).toEqual({ looks: 9, answers: [] });
});
