/** What becomes of one held message: a person lets it through, edits it, sends it back, or drops it. */
import type { HeldAction } from "../api";
import { DROPPED_BY } from "../constants";
import { BridgeError } from "../errors";
import type { MessageHead } from "../store/messages";
import type { MessageView } from "../views";
import type { Context } from "./context";
import { endHold, type Forward } from "./release";
import type { User } from "./user";

const LISTED = 200;

export interface HeldDesk {
  /** What is held, in a conversation or (null) anywhere, oldest first. Throws `not_found`. */
  list(conversation: string | null): MessageView[];
  /** Throws `not_found`, or `conflict` where the message is not held any more. */
  decide(id: string, action: HeldAction): Promise<MessageView>;
}

export function createHeldDesk(context: Context, forward: Forward, user: User): HeldDesk {
  const { store, clock, events, registry, waiters, quota, views } = context;

  /** To be called inside a commit, before anything is written in it. */
  function assertHeld(id: string): void {
    const states = store.deliveries.ofMessage(id).map(({ state }) => state);
    if (states.includes("held")) return;
    throw new BridgeError("conflict", `This message is not held any more: it is ${states[0] ?? "gone"}.`, "id");
  }

  /** Drops it, and ends the question that it asks; to be called inside a commit. Gives the question that waits for it. */
  function drop({ id, kind, replyTo }: MessageHead): { asker: string; id: string } | null {
    const now = clock.now();
    store.held.drop(id, DROPPED_BY.user);
    if (kind === "question") store.questions.close(id, "cancelled", null, now);
    const question = store.questions.find(kind === "question" ? id : (replyTo ?? ""));
    if (!question || (kind !== "question" && question.answer !== id)) return null;
    if (question.answer === id) store.notices.insert(question.asker, "withheld", question.id, now);
    return question;
  }

  function tell(head: MessageHead, question: { asker: string; id: string } | null): void {
    events.emit({ type: "state", id: head.id });
    if (question && question.id !== head.id) events.emit({ type: "state", id: question.id });
    events.emit({ type: "conversation", id: head.conversation });
    if (question) waiters.wake(question.asker, question.id);
  }

  async function release({ id }: MessageHead): Promise<void> {
    const freed = await store.commit(() => {
      assertHeld(id);
      const one = store.held.letThrough(id);
      if (one) endHold(context, one);
      return one ? [one] : [];
    });
    await forward(freed);
  }

  async function edit({ id, conversation }: MessageHead, text: string): Promise<void> {
    await store.commit(() => {
      assertHeld(id);
      quota.text(text);
      store.messages.revise(id, text, "user", clock.now());
    });
    events.emit({ type: "message", id });
    events.emit({ type: "conversation", id: conversation });
  }

  /** Its sender gets it back as the user's words: what the other agent was to read, it is to think over itself. */
  async function redirect(head: MessageHead): Promise<void> {
    const sender = head.session === null ? null : registry.view(registry.current(head.session));
    if (!sender || (sender.kind === "claude" && !sender.connected)) {
      throw new BridgeError("conflict", "The session that wrote it is not connected any more. Drop it instead.", "id");
    }
    const other = head.sender === "claude" ? "Codex" : "Claude";
    const { question, sent } = await store.commit(() => {
      assertHeld(head.id);
      const text = `The user did not pass your message ${head.id} on to ${other}, but sends it back to you:\n\n${quote(store.messages.text(head.id) ?? "")}`;
      const question = drop(head);
      const sent = user.store({ text, conversation: head.conversation, receivers: [sender] });
      return { question, sent };
    });
    tell(head, question);
    user.send(sent);
  }

  async function dropIt(head: MessageHead, note: string | undefined): Promise<void> {
    const question = await store.commit(() => {
      assertHeld(head.id);
      if (note !== undefined) quota.text(note);
      const sender = head.session === null ? null : registry.current(head.session);
      if (sender) store.notices.insert(sender, "dropped", head.id, clock.now(), note ?? null);
      return drop(head);
    });
    tell(head, question);
  }

  function act(head: MessageHead, input: HeldAction): Promise<void> {
    switch (input.action) {
      case "release":
        return release(head);
      case "edit":
        return edit(head, input.text);
      case "redirect":
        return redirect(head);
      case "drop":
        return dropIt(head, input.note);
    }
  }

  return {
    list(conversation) {
      if (conversation !== null && !store.conversations.find(conversation)) {
        throw new BridgeError("not_found", `No conversation ${conversation}.`, "conversation");
      }
      const which = conversation === null ? {} : { conversation };
      return store.held.find(which, LISTED).flatMap(({ message }) => views.message(message) ?? []);
    },

    async decide(id, action) {
      const head = store.messages.head(id);
      if (!head) throw new BridgeError("not_found", "No message has this id.", "id");
      await act(head, action);
      const view = views.message(id);
      if (!view) throw new BridgeError("not_found", "No message has this id.", "id");
      return view;
    },
  };
}

function quote(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
