/** The user speaks, to one agent or to both: never held, and the end of what the loop guard holds. */
import type { Say } from "../api";
import type { Envelope } from "../calls/envelope";
import { BridgeError } from "../errors";
import { createId } from "../ids";
import type { SessionKind } from "../protocol";
import type { MessageView, SessionView } from "../views";
import { type Context, insertMessage, pairConversation } from "./context";
import type { Delivery } from "./delivery";
import type { ClaudeLink } from "./links";
import type { Outreach } from "./outreach";
import type { Release } from "./release";

const NAMES: Record<SessionKind, string> = { claude: "Claude", codex: "Codex" };

interface Words {
  /** Minted here where nobody else did. */
  id?: string;
  text: string;
  conversation: string;
  receivers: readonly SessionView[];
  files?: readonly string[] | undefined;
}

/** What was stored and is still to be brought to its receivers. */
export interface Sent {
  id: string;
  envelope: Envelope;
  links: ClaudeLink[];
  threads: string[];
}

export interface User {
  /** Says something on the page, the command line or over the API. Throws `conflict` where nobody can hear it. */
  say(input: Say): Promise<MessageView>;
  /** Stores the user's words; to be called inside a commit. */
  store(words: Words): Sent;
  send(sent: Sent): void;
}

export interface UserDeps {
  delivery: Delivery;
  outreach: Outreach;
  release: Release;
}

export function createUser(context: Context, { delivery, outreach, release }: UserDeps): User {
  const { store, clock, events, registry, waiters, gates, quota, views } = context;

  function conversationOf({ conversation }: Say) {
    if (conversation === undefined) return null;
    const row = store.conversations.find(conversation);
    if (row) return row;
    throw new BridgeError("not_found", `No conversation ${conversation}.`, "conversation");
  }

  /**
   * Who hears the user: the named session, else the conversation's, else the only one of their project. Only where
   * nobody was named may it be the only one that is connected at all.
   */
  function receiverOf(input: Say, kind: SessionKind): SessionView {
    const conversation = conversationOf(input);
    const named = input.session === undefined ? null : registry.view(input.session);
    const member = conversation?.[kind] ?? null;
    const own = named?.kind === kind ? named : null;
    const session = own ?? (member === null ? null : registry.view(member));
    // A Codex thread can be resumed, and its mail waits for it; a Claude Code process that has ended never returns.
    if (session && (session.connected || kind === "codex")) return session;
    const live = registry.partners(kind);
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
    const named = input.session === undefined ? null : registry.view(input.session);
    if (input.session !== undefined && (!named || (input.to !== "both" && named.kind !== input.to))) {
      const kind = input.to === "both" ? "" : `${NAMES[input.to]} `;
      throw new BridgeError("not_found", `No ${kind}session ${input.session}.`, "session");
    }
    if (input.to === "both") return bothOf(input);
    return [receiverOf(input, input.to)];
  }

  /** Where the words belong: the named conversation, else the one of the two, else where the receiver spoke last. */
  function placeOf(input: Say, receivers: readonly SessionView[]): string {
    const [claude = null, codex = null] = SIDES.map((kind) => receivers.find((one) => one.kind === kind)?.id);
    const own = conversationOf(input);
    if (own && receivers.every(({ id, kind }) => own[kind] === id)) return own.id;
    const [first, second] = receivers;
    const last = first && !second ? store.conversations.lastOf(first.id) : null;
    return last?.id ?? pairConversation(context, claude, codex, first?.project.root ?? "");
  }

  function storeWords({ id = createId("m", clock.now()), text, conversation, receivers, files }: Words): Sent {
    const links = receivers.flatMap(({ id: receiver }) => delivery.claim(receiver) ?? []);
    const message = insertMessage(context, {
      id,
      kind: "note",
      sender: "user",
      session: null,
      conversation,
      replyTo: null,
      text,
    });
    context.files.addUploads(id, files);
    const threads: string[] = [];
    for (const { id: receiver, kind } of receivers) {
      const link = links.find(({ session }) => session === receiver);
      if (kind === "codex") threads.push(receiver);
      const waits = kind === "codex" ? { reason: "waits for Codex's next check" } : {};
      store.deliveries.insert(id, receiver, message.seq, link ? { lease: link.lease } : waits);
    }
    return { id, links, threads, envelope: views.toEnvelope(message, text, false) };
  }

  function send({ id, links, threads, envelope }: Sent): void {
    events.emit({ type: "message", id });
    for (const link of links) delivery.send(link, [envelope]);
    for (const thread of threads) {
      waiters.wake(registry.current(thread), null);
      outreach.reach(registry.current(thread));
    }
  }

  return {
    store: storeWords,
    send,

    async say(input) {
      const named = receiversOf(input);
      for (const { id } of named) await release(id);
      const said = await store.commit(() => {
        if (store.messages.head(input.id)) return null;
        const receivers = named.map((one) => ({ ...one, id: registry.current(one.id) }));
        for (const { id } of receivers) quota.note(id, input.text);
        context.files.checkUploads(input.files);
        const conversation = placeOf(input, receivers);
        // A person speaks there: what was ended goes on.
        const isReopened = gates.of(conversation) === "ended" && store.conversations.setGate(conversation, "open");
        const sent = storeWords({ id: input.id, text: input.text, conversation, receivers, files: input.files });
        if (isReopened) gates.reload();
        return { sent, reopened: isReopened ? conversation : null };
      });
      if (said) send(said.sent);
      if (said?.reopened) events.emit({ type: "conversation", id: said.reopened });
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
  const where = project === "" ? "its project" : `the project ${project}`;
  if (live > 0) return `${gone}${live} ${name} sessions of ${where} are connected. Choose one.`;
  return `${gone}no ${gone ? "other " : ""}${name} session of ${where} is connected. Choose a session to send it elsewhere.`;
}
