/** The real Codex without its daemon takes messages from its queue, which it looks at every 10 s. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createReach } from "../../src/codex/push/push";
import type { Envelope } from "../../src/shared/calls/envelope";
import type { PushCall, PushReport } from "../../src/shared/calls/push";
import { createLog } from "../../src/shared/log";
import { createPushStage, type PushStage, TIMEOUT_MS, time } from "../clients/push-stage";
import { describeWithTool } from "../support/tools";

const NOTE: Envelope = {
  id: "m_1",
  kind: "note",
  sender: "claude",
  session: null,
  project: null,
  conversation: "c_1",
  replyTo: null,
  text: "",
  createdAt: 0,
  redelivered: false,
};

/** A TUI without the daemon looks at its queue every 10 s. */
const QUEUE_MS = 12_000;

describeWithTool(["codex", "tmux"], "a Codex session without the daemon", () => {
  let stage: PushStage;

  beforeAll(async () => {
    stage = await createPushStage();
  }, TIMEOUT_MS);

  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  /** Pushes as codex-mcp.ts does, for what only a lost answer would make it do. */
  function reach(call: PushCall): Promise<PushReport[]> {
    const push = createReach({
      socket: stage.codex.socket,
      process: "p_test",
      cwd: stage.codex.home.path,
      policy: "attended",
      triggerOf: () => "user",
      onQuestion() {},
      startOwnServer: () => Promise.reject(new Error("the daemon runs")),
      log: createLog("test", "warn"),
    });
    return push(call);
  }

  async function expectOnce(thread: string, text: string): Promise<void> {
    const found = (await stage.read(thread)).filter((own) => own.text.includes(text));
    expect(found).toHaveLength(1);
  }

  test(
    "a TUI without the daemon takes them from its queue, whether or not another session's daemon runs",
    async () => {
      const { tui, process } = await stage.open("embedded", ["--no-daemon"]);
      const early = await stage.send("EMBEDDED-EARLY", process);
      expect(early.text).toContain("not certain which one it is");
      const { thread, output } = await stage.check(tui, "embedded check");
      expect(output).toContain("EMBEDDED-EARLY");

      const first = await time("queued through a server of our own", stage.send("EMBEDDED-1", thread));
      expect(first.text).toContain("is in the queue of its live session");
      const other = await stage.open("beside");
      const second = await time("queued through another session's daemon", stage.send("EMBEDDED-2", thread));
      expect(second.text).toContain("is in the queue of its live session");
      // Tried twice, as where the answer to the first attempt was lost: Codex itself would take both.
      const item = { ...NOTE, id: "m_again", text: "EMBEDDED-3" };
      for (const attempt of [1, 2]) {
        const [report] = await reach({ thread, items: [item], certain: true, claimed: [], candidates: 0 });
        expect({ attempt, ...report }).toMatchObject({ attempt, state: "pushed", transport: "queue" });
      }
      await time("taken from the queue", tui.waitFor("EMBEDDED-3", QUEUE_MS));
      for (const text of ["EMBEDDED-1", "EMBEDDED-2", "EMBEDDED-3"]) await stage.model.asked(text);
      await stage.idle(thread);
      for (const text of ["EMBEDDED-1", "EMBEDDED-2", "EMBEDDED-3"]) await expectOnce(thread, text);
      expect(await other.tui.screen()).not.toContain("EMBEDDED");
      for (const { close } of [tui, other.tui]) await close("exit");
    },
    TIMEOUT_MS,
  );
});
