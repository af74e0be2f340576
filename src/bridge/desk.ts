/** The desk: what the page, the HTTP API and the command line see of the bridge, and what a person can do there. */
import type { PageEvent, Say, Status } from "../api";
import type { MessageView, SessionView } from "../protocol";
import type { Audience } from "./audience";
import type { Context } from "./context";
import type { BridgeEvent } from "./events";
import type { Notes } from "./notes";
import type { Release } from "./release";

const RECENT_SESSIONS = 50;
const RECENT_CONVERSATIONS = 200;
const RECENT_MESSAGES = 100;
const LISTED_QUESTIONS = 100;

/** What the page and the HTTP API use. */
export interface Desk {
  say(input: Say): Promise<MessageView>;
  snapshot(): Extract<PageEvent, { type: "snapshot" }>;
  history(before: number, limit: number, conversation: string | null): { messages: MessageView[]; more: boolean };
  /** A message with its whole text. */
  message(id: string): MessageView | null;
  sessions(): SessionView[];
  status(): Pick<Status, "now" | "processes" | "heldCalls" | "heldMessages" | "gate" | "sessions" | "openQuestions">;
  /** Calls `notify` with every change, as the page gets it. */
  subscribe(notify: (event: PageEvent) => void): () => void;
  /** Lets go all that the loop guard holds; how many messages that were. */
  resume(): Promise<number>;
  /** Says that a page is open until the returned function is called. */
  watch(): () => void;
}

export interface DeskDeps {
  release: Release;
  notes: Notes;
  audience: Audience;
}

export function createDesk(context: Context, { release, notes, audience }: DeskDeps): Desk {
  const { store, clock, events, registry, waiters, views } = context;

  function toPageEvents(event: BridgeEvent): PageEvent[] {
    const { id } = event;
    switch (event.type) {
      case "message": {
        const message = views.message(id);
        return message ? [{ type: "message", message }] : [];
      }
      case "state":
        return [{ type: "state", ...views.state(id) }];
      case "session": {
        const session = registry.view(id);
        return [session ? { type: "session", session } : { type: "gone", session: id }];
      }
      case "conversation": {
        const conversation = views.conversation(id);
        return conversation ? [{ type: "conversation", conversation }] : [];
      }
    }
  }

  const globalGate = () => (store.settings.get("gate") === "paused" ? "paused" : "open");

  return {
    say: (input) => notes.say(input),
    snapshot() {
      const recent = views.history(Number.MAX_SAFE_INTEGER, RECENT_MESSAGES, null);
      const oldest = recent.more ? (recent.messages[0]?.seq ?? 0) : 0;
      const open = store.questions
        .open(LISTED_QUESTIONS)
        .filter(({ id }) => (store.messages.head(id)?.seq ?? oldest) < oldest)
        .flatMap(({ id }) => views.message(id) ?? []);
      return {
        type: "snapshot",
        now: clock.now(),
        gate: globalGate(),
        sessions: registry.recent(RECENT_SESSIONS),
        conversations: views.conversations(RECENT_CONVERSATIONS),
        ...recent,
        open,
      };
    },
    history: (before, limit, conversation) => views.history(before, limit, conversation),
    message: (id) => views.message(id, Number.MAX_SAFE_INTEGER),
    sessions: () => registry.recent(RECENT_SESSIONS),
    status: () => ({
      now: clock.now(),
      processes: registry.processes(),
      heldCalls: waiters.size(),
      heldMessages: store.deliveries.countHeld(),
      gate: globalGate(),
      sessions: registry
        .recent(RECENT_SESSIONS)
        .map((session) => ({ ...views.withOpen(session), waitingMessages: store.deliveries.countWaiting(session.id) })),
      openQuestions: store.questions.open(LISTED_QUESTIONS).flatMap(({ id }) => views.openQuestion(id)),
    }),
    subscribe: (notify) =>
      events.subscribe((event) => {
        for (const change of toPageEvents(event)) notify(change);
      }),
    resume: () => release(null),
    watch: audience.watch,
  };
}
