/**
 * The console: what the page, the HTTP API and the command line see of the bridge, and what a
 * person can do there.
 */
import type { HistoryPage, PageEvent, Say, Status } from "../shared/api";
import type { Clock } from "../shared/clock";
import { notFound } from "../shared/refusals";

import type { AttachmentView, ConversationView, MessageView, SessionView } from "../shared/views";
import type { MessageHead } from "../store/messages";
import type { Store } from "../store/store";
import { type Archive, openArchive } from "./archive";
import type { Files } from "./attachments";
import type { BridgeEvent, Events } from "./events";
import type { Gatekeeper } from "./gate";
import type { Gates } from "./gate-state";
import type { HeldConsole } from "./held";
import type { Presence } from "./presence";
import type { Release } from "./release";
import type { SearchMessages } from "./search";
import type { Settling } from "./settle";
import type { Transact } from "./transaction";
import type { User } from "./user";
import type { Viewers } from "./viewers";
import { END, type Place, type Views } from "./views";
import type { Waiters } from "./waiters";

const RECENT_SESSIONS = 50;
const RECENT_CONVERSATIONS = 200;
const RECENT_MESSAGES = 100;
const LISTED_QUESTIONS = 100;

/** What the page and the HTTP API use. */
export interface Console {
  say(input: Say): Promise<MessageView>;
  /** Takes in a file of the user's, for a message that is still to come. */
  upload(name: string, content: AsyncIterable<Uint8Array>): Promise<AttachmentView>;
  /** See Files.find. */
  file(id: string): { file: AttachmentView; path: string } | null;
  snapshot(): Extract<PageEvent, { type: "snapshot" }>;
  history(place: Place, limit: number, conversation: string | null): HistoryPage;
  /** Messages by their words and by what they are. */
  search: SearchMessages;
  /** A whole conversation; null where there is none. */
  archive(conversation: string): Archive | null;
  /** Where a message stands; null where there is none. */
  head(id: string): MessageHead | null;
  /** A message with its whole text. */
  message(id: string): MessageView | null;
  sessions(): SessionView[];
  status(): Pick<
    Status,
    "now" | "processes" | "heldCalls" | "heldMessages" | "gate" | "sessions" | "openQuestions" | "stuck"
  >;
  /** See Settling.settle. */
  settle(id: string): Promise<MessageView>;
  /** Calls `notify` with every change, as the page gets it. */
  subscribe(notify: (event: PageEvent) => void): () => void;
  /** The conversations in which somebody spoke last, newest first. */
  conversations(): ConversationView[];
  /** One conversation, however long ago somebody spoke in it; null where there is none. */
  conversation(id: string): ConversationView | null;
  /**
   * Names a conversation; an empty title takes the name away. Throws `not_found`, as `read` does.
   */
  rename(id: string, title: string): Promise<ConversationView>;
  /**
   * A person has read a conversation up to a place in the history; with `back`, no further than
   * that.
   */
  read(id: string, seq: number, back?: boolean): Promise<ConversationView>;
  gate: Gatekeeper;
  held: HeldConsole;
  /** Lets go all that the loop guard holds; how many messages that were. */
  resume(): Promise<number>;
  /** Says that a page is open until the returned function is called. */
  watch(): () => void;
}

export interface ConsoleDeps {
  store: Store;
  clock: Clock;
  events: Events;
  transact: Transact;
  presence: Presence;
  waiters: Pick<Waiters, "size">;
  gates: Pick<Gates, "all">;
  views: Views;
  files: Pick<Files, "upload" | "find">;
  release: Release;
  user: User;
  viewers: Viewers;
  gate: Gatekeeper;
  held: HeldConsole;
  search: SearchMessages;
  settling: Settling;
}

export function createConsole(deps: ConsoleDeps): Console {
  const { store, clock, events, transact, presence, waiters, gates, views, files } = deps;
  const { release, user, viewers, gate, held, search, settling } = deps;

  function toPageEvents(event: BridgeEvent): PageEvent[] {
    if (event.type === "gate") return [{ type: "gate", gate: gates.all() }];
    const { id } = event;
    switch (event.type) {
      case "message":
      case "state": {
        const message = views.message(id);
        if (!message) return [];
        // A new message that is held changes what its conversation says of itself.
        const isHeld = event.type === "message" && message.deliveries.some(({ state }) => state === "held");
        return [{ type: "message", message }, ...(isHeld ? toConversation(message.conversation) : [])];
      }
      case "session": {
        const session = presence.view(id);
        return [session ? { type: "session", session } : { type: "gone", session: id }];
      }
      case "conversation":
        return toConversation(id);
    }
  }

  function toConversation(id: string): PageEvent[] {
    const conversation = views.conversation(id);
    return conversation ? [{ type: "conversation", conversation }] : [];
  }

  /** Changes a conversation and tells of it. */
  async function change(id: string, work: (id: string) => unknown): Promise<ConversationView> {
    await transact((after) => {
      if (!store.conversations.find(id)) throw notFound.conversation();
      work(id);
      after.emit({ type: "conversation", id });
    });
    const conversation = views.conversation(id);
    if (!conversation) throw notFound.conversation();
    return conversation;
  }

  return {
    say: (input) => user.say(input),
    upload: files.upload,
    file: files.find,
    snapshot() {
      const recent = views.history(END, RECENT_MESSAGES, null);
      const oldest = recent.more ? (recent.messages[0]?.seq ?? 0) : 0;
      const open = store.questions
        .open(LISTED_QUESTIONS)
        .filter(({ id }) => (store.messages.head(id)?.seq ?? oldest) < oldest)
        .flatMap(({ id }) => views.message(id) ?? []);
      return {
        type: "snapshot",
        now: clock.now(),
        gate: gates.all(),
        sessions: presence.recent(RECENT_SESSIONS),
        conversations: views.conversations(RECENT_CONVERSATIONS),
        ...recent,
        open,
      };
    },
    history: views.history,
    head: store.messages.head,
    search,
    archive: (id) => openArchive({ store, views, presence }, id),
    message: (id) => views.message(id, Number.MAX_SAFE_INTEGER),
    sessions: () => presence.recent(RECENT_SESSIONS),
    status: () => ({
      now: clock.now(),
      processes: presence.processes(),
      heldCalls: waiters.size(),
      heldMessages: store.held.count(),
      gate: gates.all(),
      sessions: presence
        .recent(RECENT_SESSIONS)
        .map((session) => ({ ...views.withOpen(session), waitingMessages: store.deliveries.countWaiting(session.id) })),
      openQuestions: store.questions.open(LISTED_QUESTIONS).flatMap(({ id }) => views.openQuestion(id)),
      stuck: settling.stuck(),
    }),
    settle: settling.settle,
    subscribe: (notify) =>
      events.subscribe((event) => {
        for (const change of toPageEvents(event)) notify(change);
      }),
    conversations: () => views.conversations(RECENT_CONVERSATIONS),
    conversation: views.conversation,
    rename: (id, title) => change(id, () => store.conversations.setTitle(id, title === "" ? null : title)),
    read: (id, seq, back = false) =>
      change(id, () => {
        if (back) return store.conversations.setUnread(id, seq);
        const newest = store.conversations.newest(id);
        const end = newest === null ? 0 : (store.messages.head(newest)?.seq ?? 0);
        return store.conversations.setRead(id, Math.min(seq, end));
      }),
    gate,
    held,
    resume: () => release(null),
    watch: viewers.watch,
  };
}
