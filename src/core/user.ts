/** The user speaks, to one agent or to both: never held, and the end of what the loop guard holds. */
import type { Say } from "../shared/api";
import type { Clock } from "../shared/clock";
import { BridgeError } from "../shared/errors";
import { toName } from "../shared/text";
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

const NAMES: Record<SessionKind, string> = { claude: "Claude", codex: "Codex" };

export interface User {
  /** Says something on the page, the command line or over the API. Throws `conflict` where nobody can hear it. */
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
    throw new BridgeError("not_found", `No conversation ${conversation}.`, "conversation");
  }

  /** The conversation's only session of a kind. */
  function memberOf(conversation: string, kind: SessionKind): string | null {
    const [only, another] = store.conversations.members(conversation).filter((member) => member.kind === kind);
    return only && !another ? only.session : null;
  }

  /**
   * Who hears the user: the named session, else the conversation's, else the only one of their project. Only where
   * nobody was named may it be the only one that is connected at all.
   */
  function receiverOf(input: Say, kind: SessionKind): SessionView {
    const conversation = conversationOf(input);
    const named = input.session === undefined ? null : presence.view(input.session);
    const member = conversation ? memberOf(conversation.id, kind) : null;
    const own = named?.kind === kind ? named : null;
    const session = own ?? (member === null ? null : presence.view(member));
    // A Codex thread can be resumed, and its messages waits for it; a Claude Code process that has ended never returns.
    if (session && (session.connected || kind === "codex")) return session;
    const live = presence.partners(kind);
    const project = session?.project.root ?? conversation?.project ?? named?.project.root;
    const candidates = project === undefined ? live : live.filter((one) => one.project.root === project);
    const [only, another] = candidates;
    if (only && !another) return only;
    throw new BridgeError("conflict", `Not sent: ${whyNobody(kind, session, project, candidates.length)}`, "session");
  }

  /** Both or neither: one message is not half sent. */
  function bothOf(input: Say): SessionView[] {
    const tried = SIDES.map((kind) => {
      try {
        return { kind, session: receiverOf(input, kind), why: null };
      } catch (error) {
        if (!(error instanceof BridgeError) || error.code !== "conflict") throw error;
        return { kind, session: null, why: error.message.replace(/^Not sent: /, "") };
      }
    });
    const lost = tried.filter(({ session }) => session === null);
    if (lost.length === 0) return tried.flatMap(({ session }) => session ?? []);
    const what = tried.map(({ kind, session, why }) =>
      session ? `${NAMES[kind]} (session ${session.id}) could have had it.` : `To ${NAMES[kind]} it cannot go: ${why}`,
    );
    throw new BridgeError("conflict", `Not sent to either. ${what.join(" ")}`, "to");
  }

  function receiversOf(input: Say): SessionView[] {
    const named = input.session === undefined ? null : presence.view(input.session);
    if (input.session !== undefined && (!named || (input.to !== "both" && named.kind !== input.to))) {
      const kind = input.to === "both" ? "" : `${NAMES[input.to]} `;
      throw new BridgeError("not_found", `No ${kind}session ${input.session}.`, "session");
    }
    if (input.to === "both") return bothOf(input);
    return [receiverOf(input, input.to)];
  }

  /** Where the words belong: the named conversation, else the one of the two, else where the receiver spoke last. */
  function placeOf(after: After, input: Say, receivers: readonly SessionView[]): string {
    const own = conversationOf(input);
    const members = own ? store.conversations.members(own.id) : [];
    if (own && receivers.every(({ id }) => members.some(({ session }) => session === id))) return own.id;
    const [first, second] = receivers;
    const last = first && !second ? store.conversations.lastOf(first.id) : null;
    const spoken = receivers.map(({ id, kind }) => ({ session: id, kind }));
    return last ?? conversations.among(after, spoken, first?.project.root ?? "");
  }

  /** A session of an earlier host may still be on its way to this one: what is for it goes to nobody else meanwhile. */
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

function whyNobody(kind: SessionKind, ended: SessionView | null, project: string | undefined, live: number): string {
  const name = NAMES[kind];
  if (project === undefined) {
    return live === 0 ? `no ${name} session is connected.` : `${live} ${name} sessions are connected. Choose one.`;
  }
  const gone = ended ? `${name} session ${ended.id} has ended, and ` : "";
  const where = project === "" ? "its project" : `the project ${toName(project)}`;
  if (live > 0) return `${gone}${live} ${name} sessions of ${where} are connected. Choose one.`;
  return `${gone}no ${gone ? "other " : ""}${name} session of ${where} is connected. Choose a session to send it elsewhere.`;
}
