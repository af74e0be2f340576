/** What becomes of messages where Codex's daemon ends, breaks or is told to be left alone: nothing lost, nothing twice. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { realpathSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { CONTROL_SOCKET } from "../../src/codex/contract";
import { describeWithTool } from "../support/tools";
import type { CodexTui } from "./codex-tui";
import { createPushStage, type PushStage, TIMEOUT_MS, time } from "./push-stage";

describeWithTool(["codex", "tmux"], "with a daemon that ends and comes back", () => {
  let stage: PushStage;

  beforeAll(async () => {
    stage = await createPushStage();
  }, TIMEOUT_MS);

  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  test(
    "what comes meanwhile is kept, and the session that reconnects is woken again",
    async () => {
      const tui = await stage.codex.open();
      const process = await stage.newSession([]);
      await stage.send("BEFORE-STOP");
      await stage.model.asked("BEFORE-STOP");
      const thread = await stage.newSession([process]);
      await stage.idle(thread);

      await time("the daemon is stopped", stage.codex.daemon("stop"));
      await tui.waitFor("Reconnecting to server");
      const meanwhile = await stage.send("WHILE-STOPPED", thread);
      expect(meanwhile.text).toContain("its session is not connected");

      await time("the daemon is started", stage.codex.daemon("start"));
      // What was kept comes by itself, into the session that Codex has loaded anew.
      await time("what was kept is pushed", tui.waitFor("WHILE-STOPPED"));
      expect((await stage.model.asked("WHILE-STOPPED")).threadId).toBe(thread);
      await stage.idle(thread);
      const after = await time("sent to the session that came back", stage.send("AFTER-START", thread));
      expect(after.text).toContain("started a turn in its live session");
      await tui.waitFor("AFTER-START");
      expect(await stage.sessions()).toEqual([thread]);
      await stage.idle(thread);
      const all = (await stage.read(thread)).map(({ text }) => text).join("\n");
      expect(all.match(/BEFORE-STOP|WHILE-STOPPED|AFTER-START/g)).toEqual([
        "BEFORE-STOP",
        "WHILE-STOPPED",
        "AFTER-START",
      ]);
      await tui.close("exit");
    },
    TIMEOUT_MS,
  );

  test(
    "with CODEX_BRIDGE_PUSH=always a turn starts with no window open",
    async () => {
      writeFileSync(join(stage.world.stateDir, "config.json"), JSON.stringify({ push: "always" }));
      const before = await stage.sessions();
      const tui = await stage.codex.open({ project: "always" });
      const process = await stage.newSession(before);
      await stage.send("ALWAYS-OPEN", process);
      const { threadId = "" } = await stage.model.asked("ALWAYS-OPEN");
      await stage.idle(threadId);
      await tui.close("exit");
      const sent = await stage.send("ALWAYS-CLOSED", threadId);
      expect(sent.text).toContain("started a turn in its live session");
      await stage.model.asked("ALWAYS-CLOSED");
    },
    TIMEOUT_MS,
  );
});

describeWithTool(["codex", "tmux"], "a connection to Codex that is cut", () => {
  let stage: PushStage;
  let proxy: Cutter;
  let tui: CodexTui;

  beforeAll(async () => {
    // What the bridge takes for Codex's home holds a socket of ours; nobody's presence can be told through it.
    stage = await createPushStage({ passHome: false, env: { CODEX_BRIDGE_PUSH: "always" } });
    const path = join(stage.world.env.CODEX_HOME ?? "", CONTROL_SOCKET);
    await mkdir(dirname(path), { recursive: true });
    proxy = await createCutter(path, () => stage.codex.socket);
    tui = await stage.codex.open();
    await stage.newSession([]);
  }, TIMEOUT_MS);

  afterAll(async () => {
    proxy?.server.close();
    await stage?.[Symbol.asyncDispose]();
  }, TIMEOUT_MS);

  const STARTED = '"result":{"turn":{';
  const cases = [
    { when: "as the first turn of a session is started", cutAt: STARTED, told: "started a turn" },
    { when: "as a turn is started", cutAt: STARTED, told: "started a turn" },
    { when: "before a turn is started", cutAt: '"result":{"data":[{"id"', told: "started a turn" },
    { when: "as a turn is steered", cutAt: '"result":{"turnId"', told: "was added to the turn", busy: true },
  ];
  for (const [place, { when, cutAt, told, busy }] of cases.entries()) {
    test(
      `${when}: the message lands once`,
      async () => {
        const text = `CUT-NOTE-${place}`;
        const think = busy ? stage.model.hold("think on") : undefined;
        if (busy) {
          await tui.submit("think on");
          await stage.model.asked("think on");
        }
        const cut = proxy.cutOnce(cutAt);
        const sent = await time(`sent over a connection that is cut ${when}`, stage.send(text));
        expect(cut.done()).toBe(true);
        expect(sent.text).toContain(told);
        const { threadId = "" } = await stage.model.asked(text);
        think?.();
        await tui.waitFor(text);
        await stage.idle(threadId);
        const found = (await stage.read(threadId)).filter((own) => own.text.includes(text));
        expect(found).toHaveLength(1);
        expect(stage.model.turns().filter(({ prompt }) => prompt.includes(text))).toHaveLength(1);
      },
      TIMEOUT_MS,
    );
  }
});

interface Cutter {
  server: Server;
  /** Breaks the next connection in which the daemon says `text`, before that is passed on. */
  cutOnce(text: string): { done(): boolean };
}

function createCutter(path: string, target: () => string): Promise<Cutter> {
  let cutAt: string | null = null;
  const server = createServer((client) => {
    const daemon = connect(realpathSync(target()));
    const end = () => {
      client.destroy();
      daemon.destroy();
    };
    for (const side of [client, daemon]) side.on("error", end).on("close", end);
    client.on("data", (bytes) => daemon.write(bytes));
    daemon.on("data", (bytes) => {
      if (cutAt === null || !bytes.toString().includes(cutAt)) return client.write(bytes);
      cutAt = null;
      end();
    });
  });
  const cutter: Cutter = {
    server,
    cutOnce(text) {
      cutAt = text;
      return { done: () => cutAt === null };
    },
  };
  return new Promise((resolve) => server.listen(path, () => resolve(cutter)));
}
