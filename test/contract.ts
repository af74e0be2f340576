/** What the two sides may count on, whichever way they reach the bridge: one suite for both carriers of `Bridge`. */
import { describe, expect, test } from "bun:test";
import { createId } from "../src/shared/ids";
import {
  type ClaudeAgent,
  type ClaudeOptions,
  type CodexAgent,
  type CodexOptions,
  must,
  textsOf,
} from "./support/agents-in-process";
import { type Domain, refusal } from "./support/domain";

export interface Carrier {
  domain: Domain;
  /** Attaches through this carrier; resolves once the bridge knows of it. */
  claude(options?: ClaudeOptions): Promise<ClaudeAgent>;
  codex(options?: CodexOptions): Promise<CodexAgent>;
  [Symbol.asyncDispose](): Promise<void>;
}

export function testBridge(name: string, open: () => Promise<Carrier>): void {
  describe(`the bridge ${name}`, () => {
    test("carries a question to Claude, and its answer back to the held call", async () => {
      await using carrier = await open();
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      const asked = codex.ask("why? 🚀 \u0000 \u001b[0m");
      const message = await claude.next();
      expect(message).toMatchObject({ id: asked.id, text: "why? 🚀 \u0000 \u001b[0m", session: codex.thread });
      expect(await claude.reply("because", message.id)).toMatchObject({ to: "codex", as: "answer", received: true });
      const result = await asked.result;
      expect(result).toMatchObject({ status: "answered", question: asked.id, why: null, notices: [] });
      expect(result.batch.items).toMatchObject([{ text: "because", replyTo: asked.id }]);
      await codex.ack(result.batch);
      expect(carrier.domain.delivery(must(result.batch.items[0]).id).state).toBe("seen");
    });

    test("says why nothing was sent", async () => {
      await using carrier = await open();
      const codex = await carrier.codex();
      expect(await codex.ask("anyone?").result).toMatchObject({ status: "unsent", why: "no_session", target: null });
    });

    test("ends a wait at its deadline, and keeps the question open", async () => {
      await using carrier = await open();
      const { domain } = carrier;
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      const asked = codex.ask("slow?", { waitMs: 60_000 });
      await domain.until(() => domain.bridge.held() === 1);
      await domain.clock.advance(60_000);
      expect(await asked.result).toMatchObject({ status: "open", batch: { items: [] } });
      await claude.reply("late", asked.id);
      const checked = await codex.check().result;
      expect(textsOf(checked)).toEqual(["late"]);
      await codex.ack(checked.batch);
    });

    test("brings again what a look of Claude's took that could not be answered", async () => {
      await using carrier = await open();
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      const asked = codex.ask("still there?", { waitMs: 0 });
      await asked.result;
      await claude.next();
      const { items } = await claude.api.collect({ waitMs: 0 }, new AbortController().signal);
      expect(items.map(({ id }) => id)).toEqual([asked.id]);
      await claude.api.giveBack({ messages: [asked.id] });
      expect(await claude.next()).toMatchObject({ id: asked.id, redelivered: true });
      // What is not in such a call's hands stays where it is.
      await claude.api.giveBack({ messages: [asked.id, "m_unknown"] });
      await carrier.domain.until(() => carrier.domain.delivery(asked.id).transport === "channel");
      expect(carrier.domain.delivery(asked.id).state).toBe("pushed");
    });

    test("ends a wait when its caller gives up, during it or before", async () => {
      await using carrier = await open();
      const { domain } = carrier;
      const [, codex] = [await carrier.claude(), await carrier.codex()];
      const during = codex.ask("never mind");
      await domain.until(() => domain.bridge.held() === 1);
      during.abort();
      expect((await during.result).status).toBe("open");
      const gone = AbortSignal.abort("cancelled");
      const input = {
        id: createId("q"),
        thread: codex.thread,
        lease: createId("l"),
        text: "x",
        waitMs: 60_000,
        hold: false,
      };
      expect((await codex.api.ask(input, gone)).status).toBe("open");
      const checking = codex.check({ waitMs: 60_000 });
      await domain.until(() => domain.bridge.held() === 1);
      checking.abort();
      expect((await checking.result).batch.items).toEqual([]);
      expect(domain.bridge.held()).toBe(0);
    });

    test("happens once for each id: questions, replies and notes", async () => {
      await using carrier = await open();
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      const asked = codex.ask("once", { waitMs: 0 });
      await asked.result;
      const again = codex.ask("once", { id: asked.id });
      await carrier.domain.until(() => carrier.domain.bridge.held() === 1);
      const reply = { id: createId("m"), text: "answer", replyTo: asked.id };
      const replies = await Promise.all([claude.api.reply(reply), claude.api.reply(reply)]);
      expect(replies.map(({ message, as }) => [message, as])).toEqual([
        [reply.id, "answer"],
        [reply.id, "answer"],
      ]);
      const note = { id: createId("m"), text: "note" };
      await Promise.all([claude.api.send(note), claude.api.send(note)]);
      expect(claude.got).toHaveLength(1);
      const texts = [...textsOf(await again.result), ...textsOf(await codex.check().result)];
      expect(texts).toEqual(["answer", "note"]);
    });

    test("gives back what was released, marked, and to whoever waits", async () => {
      await using carrier = await open();
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      await codex.check().result;
      const { message } = await claude.send("a note");
      const { batch } = await codex.check().result;
      const waiting = codex.check({ waitMs: 60_000 });
      await carrier.domain.until(() => carrier.domain.bridge.held() === 1);
      await codex.release(batch);
      const again = await waiting.result;
      expect(again.batch.items).toMatchObject([{ id: message, redelivered: true }]);
      await codex.ack(again.batch);
    });

    test("refuses in the same words", async () => {
      await using carrier = await open();
      const [claude, codex, other] = [await carrier.claude(), await carrier.codex(), await carrier.codex()];
      const asked = codex.ask("mine", { waitMs: 0 });
      await asked.result;
      expect(await refusal(other.ask("mine", { id: asked.id }).result)).toMatchObject({
        code: "conflict",
        field: "id",
      });
      const lost = await refusal(claude.reply("lost", "m_unknown"));
      expect(lost).toMatchObject({ code: "not_found", field: "reply_to" });
      expect(lost.message).toContain(asked.id);
      expect(await refusal(claude.api.edit({ message: asked.id, text: "x" }))).toMatchObject({
        code: "not_found",
        field: "message_id",
      });
    });

    test("edits what nobody has taken", async () => {
      await using carrier = await open();
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      await codex.check().result;
      const { message } = await claude.send("frist");
      expect(await claude.api.edit({ message, text: "first" })).toEqual({ notices: [], message, revision: 2 });
      const { batch } = await codex.check().result;
      expect(batch.items.map(({ text }) => text)).toEqual(["first"]);
      await codex.ack(batch);
    });

    test("lists who is there", async () => {
      await using carrier = await open();
      const [claude, codex] = [await carrier.claude(), await carrier.codex({ project: "beta" })];
      const asked = codex.ask("open", { waitMs: 0 });
      await asked.result;
      const { self, sessions } = await claude.api.sessions();
      expect(self).toBe(claude.session);
      expect(sessions.find(({ id }) => id === claude.session)).toMatchObject({
        kind: "claude",
        connected: true,
        openQuestions: 1,
      });
      expect(sessions.find(({ id }) => id === codex.thread)).toMatchObject({
        kind: "codex",
        project: { name: "beta" },
      });
    });

    test("keeps what could not be written to Claude, and pushes it to the next attachment", async () => {
      await using carrier = await open();
      const { domain } = carrier;
      await carrier.claude({ session: "cc_one", gate: () => Promise.reject(new Error("EPIPE")) });
      const codex = await carrier.codex();
      const asked = codex.ask("does this arrive?");
      await domain.until(() => domain.bridge.held() === 1 && domain.store.deliveries.countWaiting("cc_one") === 1);
      expect(domain.delivery(asked.id)).toMatchObject({ state: "stored", attempts: 1 });
      const claude = await carrier.claude({ session: "cc_one" });
      expect(await claude.next()).toMatchObject({ id: asked.id, redelivered: true });
      await claude.reply("it does", asked.id);
      expect(textsOf(await asked.result)).toEqual(["it does"]);
    });

    test("gives back what a process held when it went", async () => {
      await using carrier = await open();
      const { domain } = carrier;
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      await codex.check().result;
      await claude.send("a note");
      expect(textsOf(await codex.check().result)).toEqual(["a note"]);
      await codex.api.detach();
      await domain.until(() => domain.store.deliveries.countWaiting(codex.thread) === 1);
      const resumed = await carrier.codex({ thread: codex.thread });
      const { batch } = await resumed.check().result;
      expect(batch.items).toMatchObject([{ text: "a note", redelivered: true }]);
      await resumed.ack(batch);
    });

    test("carries 12 MB as they are", async () => {
      await using carrier = await open();
      const [claude, codex] = [await carrier.claude(), await carrier.codex()];
      const text = `begin ${"päckli 📦 ".repeat(800_000)} end`;
      const asked = codex.ask(text);
      expect((await claude.next()).text === text).toBe(true);
      await claude.reply(text, asked.id);
      const result = await asked.result;
      expect(must(result.batch.items[0]).text === text).toBe(true);
    });
  });
}
