/**
 * What becomes of one held message: a person lets it through, edits it, sends it back, or drops it.
 */
import type { HeldAction } from "../shared/api";
import type { Clock } from "../shared/clock";
import { createId } from "../shared/ids";
import { gate, notFound } from "../shared/refusals";
import type { MessageView } from "../shared/views";
import type { MessageHead } from "../store/messages";
import type { Store } from "../store/store";
import type { Post } from "./post";
import type { Presence } from "./presence";
import type { Quota } from "./quota";
import type { Forward } from "./release";
import type { After, Transact } from "./transaction";
import type { Views } from "./views";

const LISTED = 200;

export interface HeldConsole {
  /** What is held, in a conversation or (null) anywhere, oldest first. Throws `not_found`. */
  list(conversation: string | null): MessageView[];
  /** Throws `not_found`, or `conflict` where the message is not held any more. */
  decide(id: string, action: HeldAction): Promise<MessageView>;
}

export interface HeldConsoleDeps {
  store: Store;
  clock: Clock;
  transact: Transact;
  post: Post;
  forward: Forward;
  presence: Presence;
  quota: Quota;
  views: Pick<Views, "message">;
}

export function createHeldConsole(deps: HeldConsoleDeps): HeldConsole {
  const { store, clock, transact, post, forward, presence, quota, views } = deps;

  /** To be called inside a transaction. */
  function assertHeld(id: string): void {
    const states = store.deliveries.ofMessage(id).map(({ state }) => state);
    if (states.includes("held")) return;
    throw gate.notHeld(states[0] ?? "gone");
  }

  /** Drops it, and ends the question that it asks. */
  function drop(after: After, { id, kind, replyTo, conversation }: MessageHead): void {
    const now = clock.now();
    store.held.drop(id, "user");
    if (kind === "question") store.questions.close(id, "cancelled", null, now);
    after.changed(id);
    after.emit({ type: "conversation", id: conversation });
    const question = store.questions.find(kind === "question" ? id : (replyTo ?? ""));
    if (!question || (kind !== "question" && question.answer !== id)) return;
    if (question.answer === id) store.notices.insert(question.asker, "withheld", question.id, now);
    after.changed(question.id);
    after.wake(question.asker, question.id);
  }

  function release(after: After, { id }: MessageHead): void {
    const one = store.held.letThrough(id);
    if (one) forward(after, [one]);
  }

  function edit(after: After, { id, conversation }: MessageHead, text: string): void {
    quota.text(text);
    store.messages.revise(id, text, "user", clock.now());
    after.emit({ type: "message", id });
    after.emit({ type: "conversation", id: conversation });
  }

  /**
   * Its sender gets it back as the user's words: what the other agent was to read, it is to think
   * over itself.
   */
  function redirect(after: After, head: MessageHead): void {
    const sender = head.session === null ? null : presence.view(presence.current(head.session));
    if (!sender || (sender.kind === "claude" && !sender.connected)) {
      throw gate.senderGone();
    }
    const other = head.sender === "claude" ? "Codex" : "Claude";
    const text = `The user did not pass your message ${head.id} on to ${other}, but sends it back to you:\n\n${quote(store.messages.text(head.id) ?? "")}`;
    drop(after, head);
    post(after, {
      id: createId("m", clock.now()),
      text,
      kind: "note",
      sender: "user",
      session: null,
      conversation: head.conversation,
      replyTo: null,
      receivers: [sender.id],
    });
  }

  function dropIt(after: After, head: MessageHead, note: string | undefined): void {
    if (note !== undefined) quota.text(note);
    const sender = head.session === null ? null : presence.current(head.session);
    if (sender) store.notices.insert(sender, "dropped", head.id, clock.now(), note ?? null);
    drop(after, head);
  }

  function act(after: After, head: MessageHead, input: HeldAction): void {
    assertHeld(head.id);
    switch (input.action) {
      case "release":
        return release(after, head);
      case "edit":
        return edit(after, head, input.text);
      case "redirect":
        return redirect(after, head);
      case "drop":
        return dropIt(after, head, input.note);
    }
  }

  return {
    list(conversation) {
      if (conversation !== null && !store.conversations.find(conversation)) {
        throw notFound.namedConversation(conversation);
      }
      const which = conversation === null ? {} : { conversation };
      return store.held.find(which, LISTED).flatMap(({ message }) => views.message(message) ?? []);
    },

    async decide(id, action) {
      const head = store.messages.head(id);
      if (!head) throw notFound.message();
      await transact((after) => act(after, head, action));
      const view = views.message(id);
      if (!view) throw notFound.message();
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
