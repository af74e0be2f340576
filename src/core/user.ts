/**
 * The user speaks, to one agent or to both: never held, and the end of what the loop guard holds.
 */
import type { Say } from "../shared/api";
import type { Clock } from "../shared/clock";
import { BridgeError } from "../shared/errors";
import { type Nobody, notFound, say as refusals } from "../shared/refusals";
import type { MessageView, SessionView } from "../shared/views";
import type { SessionKind } from "../shared/vocabulary";
import type { Store } from "../store/store";
import type { Conversations } from "./conversations";
import type { Gates } from "./gate-state";
import type { Post } from "./post";
import type { Presence } from "./presence";
import type { Release } from "./release";
import { VANISHED_AFTER_MS } from "./schedule";
import type { After, Transact } from "./transaction";
import type { Views } from "./views";

const LOOK_AGAIN_MS = 100;

export interface User {
  /**
   * Says something on the page, the command line or over the API. Throws `conflict` where nobody
   * can hear it.
   */
  say(input: Say): Promise<MessageView>;
}

export interface UserDeps {
  store: Store;
  clock: Clock;
  transact: Transact;
  post: Post;
  presence: Presence;
  gates: Gates;
  conversations: Conversations;
  views: Pick<Views, "message">;
  release: Release;
}

export function createUser(deps: UserDeps): User {
  const { store, clock, transact, post, presence, gates, conversations, views, release } = deps;

  function conversationOf({ conversation }: Say) {
    if (conversation === undefined) return null;
    const row = store.conversations.find(conversation);
    if (row) return row;
    throw notFound.namedConversation(conversation);
  }

  /** The conversation's only session of a kind. */
  function memberOf(conversation: string, kind: SessionKind): string | null {
    const [only, another] = store.conversations.members(conversation).filter((member) => member.kind === kind);
    return only && !another ? only.session : null;
  }

  /**
   * Who hears the user: the named session, else the conversation's, else the only one of their
   * project. Only where nobody was named may it be the only one that is connected at all.
   * Otherwise, why nobody does.
   */
  function findReceiver(input: Say, kind: SessionKind): SessionView | Nobody {
    const conversation = conversationOf(input);
    const named = input.session === undefined ? null : presence.view(input.session);
    const member = conversation ? memberOf(conversation.id, kind) : null;
    const own = named?.kind === kind ? named : null;
    const session = own ?? (member === null ? null : presence.view(member));
    // A Codex thread can be resumed, and its messages wait for it; a Claude Code process that has
    // ended never returns.
    if (session && (session.connected || kind === "codex")) return session;
    const live = presence.partners(kind);
    const project = session?.project.root ?? conversation?.project ?? named?.project.root;
    const candidates = project === undefined ? live : live.filter((one) => one.project.root === project);
    const [only, another] = candidates;
    return only && !another ? only : { kind, ended: session, project, live: candidates.length };
  }

  function receiversOf(input: Say): SessionView[] {
    const named = input.session === undefined ? null : presence.view(input.session);
    if (input.session !== undefined && (!named || (input.to !== "both" && named.kind !== input.to))) {
      throw notFound.namedSession(input.session, input.to === "both" ? null : input.to);
    }
    const found = (input.to === "both" ? SIDES : [input.to]).map((kind) => findReceiver(input, kind));
    const receivers = found.flatMap((one) => ("live" in one ? [] : one));
    if (receivers.length === found.length) return receivers;
    const [nobody] = found.flatMap((one) => ("live" in one ? one : []));
    // One message is not half sent.
    throw input.to === "both" || !nobody ? refusals.notBoth(found) : refusals.nobody(nobody);
  }

  /**
   * Where the words belong: the named conversation, else the one of the two, else where the
   * receiver spoke last.
   */
  function placeOf(after: After, input: Say, receivers: readonly SessionView[]): string {
    const own = conversationOf(input);
    const members = own ? store.conversations.members(own.id) : [];
    if (own && receivers.every(({ id }) => members.some(({ session }) => session === id))) return own.id;
    const [first, second] = receivers;
    const last = first && !second ? store.conversations.lastOf(first.id) : null;
    const spoken = receivers.map(({ id, kind }) => ({ session: id, kind }));
    return last ?? conversations.among(after, spoken, first?.project.root ?? "");
  }

  /**
   * A session of an earlier host may still be on its way to this one: what is for it goes to nobody
   * else meanwhile.
   */
  async function whileComing(input: Say): Promise<void> {
    const member = input.conversation === undefined ? null : memberOf(input.conversation, "claude");
    const meant = [input.session, member].filter((id) => typeof id === "string");
    while (meant.some((id) => !presence.isLive(id) && presence.isAwaited("", id, VANISHED_AFTER_MS))) {
      const { promise, resolve } = Promise.withResolvers<void>();
      clock.schedule(LOOK_AGAIN_MS, resolve);
      await promise;
    }
  }

  return {
    async say(input) {
      await whileComing(input);
      const named = receiversOf(input);
      for (const { id } of named) await release(id);
      await transact((after) => {
        if (store.messages.head(input.id)) return;
        const receivers = named.map((one) => ({ ...one, id: presence.current(one.id) }));
        const conversation = placeOf(after, input, receivers);
        post(after, {
          id: input.id,
          text: input.text,
          uploads: input.files,
          kind: "note",
          sender: "user",
          session: null,
          conversation,
          replyTo: null,
          receivers: receivers.map(({ id }) => id),
        });
        // A person speaks there: what was ended goes on.
        if (gates.of(conversation) === "ended" && store.conversations.setGate(conversation, "open")) {
          after.emit({ type: "conversation", id: conversation });
        }
      });
      const view = views.message(input.id);
      if (!view) throw new BridgeError("internal", "The message was not stored.");
      return view;
    },
  };
}

const SIDES: readonly SessionKind[] = ["claude", "codex"];
