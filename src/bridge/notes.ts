/** What wants no answer: Claude's own words to Codex, the user's words to either, and edits. */

import type { Say } from "../api";
import type { Edit, EditResult, Send, SendResult } from "../calls";
import { BridgeError } from "../errors";
import type { MessageView, SessionView } from "../protocol";
import { type Context, insertMessage, pairConversation } from "./context";
import type { Delivery } from "./delivery";
import { GUARD_REASON } from "./guard";
import type { Outreach } from "./outreach";
import type { ClaudeLink } from "./registry";
import type { Release } from "./release";
import { type Route, route } from "./routing";

const KNOWN_SESSIONS = 200;

export interface NoteDeps {
  delivery: Delivery;
  outreach: Outreach;
  release: Release;
}

export type Notes = ReturnType<typeof createNotes>;

export function createNotes(context: Context, { delivery, outreach, release }: NoteDeps) {
  const { store, clock, events, registry, waiters, views, guard } = context;

  function routeToCodex(link: ClaudeLink, to: string | undefined): Route {
    return route({
      to,
      project: link.project,
      live: registry.list("codex"),
      away: registry.recent(KNOWN_SESSIONS).filter(({ kind, connected }) => kind === "codex" && !connected),
      remembered: null,
      partners: () => store.conversations.partnersOf(link.session),
    });
  }

  /** Who hears the user: the named session, else the conversation's, else one of its project, else the only one. */
  function receiverOf(input: Say): SessionView {
    const conversation = input.conversation === undefined ? null : store.conversations.find(input.conversation);
    if (input.conversation !== undefined && !conversation) {
      throw new BridgeError("not_found", `No conversation ${input.conversation}.`, "conversation");
    }
    const named = input.session ?? conversation?.[input.to] ?? null;
    const session = named === null ? null : registry.view(named);
    if (input.session !== undefined && session?.kind !== input.to) {
      throw new BridgeError("not_found", `No ${name(input.to)} session ${input.session}.`, "session");
    }
    // A Codex thread can be resumed, and its mail waits for it; a Claude Code process that has ended never returns.
    if (session && (session.connected || input.to === "codex")) return session;
    const live = registry.list(input.to);
    const routed = route({
      to: undefined,
      project: conversation?.project ?? "",
      live,
      away: [],
      remembered: null,
      partners: () => [],
    });
    if (routed.kind === "session") return routed.session;
    throw new BridgeError(
      "conflict",
      routed.why === "no_session"
        ? `Not sent: no ${name(input.to)} session is connected.`
        : `Not sent: ${live.length} ${name(input.to)} sessions are connected. Choose one.`,
      "session",
    );
  }

  /** The Codex session that Claude means. Throws `conflict` where that is not certain. */
  function codexReceiver(link: ClaudeLink, to: string | undefined): SessionView {
    const routed = routeToCodex(link, to);
    if (routed.kind === "none") throw notSent(routed, to);
    return routed.session;
  }

  function deliveryOf(message: string) {
    const [delivery] = store.deliveries.ofMessage(message);
    if (!delivery) throw new BridgeError("internal", "The message has no receiver.");
    return delivery;
  }

  return {
    codexReceiver,

    /** Claude speaks first: stored for the Codex session, which takes it with its next check. */
    async send(link: ClaudeLink, input: Send): Promise<SendResult> {
      registry.touch(link.session);
      const routed = routeToCodex(link, input.to);
      if (routed.kind === "none" && !store.messages.head(input.id)) throw notSent(routed, input.to);
      await store.commit(() => {
        if (routed.kind === "none" || store.messages.head(input.id)) return;
        // Between the routing and this commit, a process may have become a thread.
        const receiver = registry.current(routed.session.id);
        const { seq } = insertMessage(context, {
          id: input.id,
          kind: "note",
          sender: "claude",
          session: link.session,
          conversation: pairConversation(context, link.session, receiver, link.project),
          replyTo: null,
          text: input.text,
        });
        const held = guard.holds(link.session, receiver);
        guard.count(link.session, receiver);
        const kept = routed.session.connected ? "waits for Codex's next check" : "the Codex session is not connected";
        store.deliveries.insert(input.id, receiver, seq, { held, reason: held ? GUARD_REASON : kept });
      });
      events.emit({ type: "message", id: input.id });
      const stored = deliveryOf(input.id);
      const open = stored.state !== "held" && waiters.hasAny(stored.receiver);
      waiters.wake(stored.receiver, null);
      await outreach.reach(stored.receiver);
      // Read anew: the push may have told which thread the process speaks for.
      const { receiver, state, road: taken, reason } = deliveryOf(input.id);
      const session = registry.view(receiver);
      if (!session) throw new BridgeError("internal", "The message has no receiver.");
      const road = taken ?? (open ? "result" : null);
      return { notices: await views.takeNotices(link.session), message: input.id, state, road, reason, session };
    },

    /** The user speaks, on the page or over the API. Throws `conflict` where nobody can hear it. */
    async say(input: Say): Promise<MessageView> {
      const receiver = receiverOf(input);
      await release(receiver.id);
      const created = await store.commit(() => {
        if (store.messages.head(input.id)) return null;
        const id = registry.current(receiver.id);
        const link = receiver.kind === "claude" ? delivery.claim(id) : null;
        const own = input.conversation === undefined ? null : store.conversations.find(input.conversation);
        const isOwn = own?.[receiver.kind] === id;
        const [claude, codex] = receiver.kind === "claude" ? [id, null] : [null, id];
        const conversation =
          (isOwn ? own?.id : store.conversations.lastOf(id)?.id) ??
          pairConversation(context, claude, codex, receiver.project.root);
        const message = insertMessage(context, {
          id: input.id,
          kind: "note",
          sender: "user",
          session: null,
          conversation,
          replyTo: null,
          text: input.text,
        });
        const waits = receiver.kind === "codex" ? { reason: "waits for Codex's next check" } : {};
        store.deliveries.insert(input.id, id, message.seq, link ? { lease: link.lease } : waits);
        return { link, envelope: views.toEnvelope(message, input.text, false) };
      });
      events.emit({ type: "message", id: input.id });
      if (created?.link) delivery.send(created.link, [created.envelope]);
      else if (receiver.kind === "codex") {
        waiters.wake(registry.current(receiver.id), null);
        outreach.reach(registry.current(receiver.id));
      }
      const view = views.message(input.id);
      if (!view) throw new BridgeError("internal", "The message was not stored.");
      return view;
    },

    /** Changes one of Claude's own messages, as long as no agent has been handed it; the page shows edits at any time. */
    async edit(link: ClaudeLink, input: Edit): Promise<EditResult> {
      const revision = await store.commit(() => {
        const head = store.messages.head(input.message);
        if (head?.sender !== "claude" || head.session !== link.session) {
          throw new BridgeError(
            "not_found",
            "Not edited: this is not the id of a message that you sent.",
            "message_id",
          );
        }
        if (!store.deliveries.untouched(input.message)) {
          throw new BridgeError(
            "conflict",
            "Not edited: Codex already has this message. Send a follow-up instead (reply with the same reply_to, or send_to_codex).",
            "message_id",
          );
        }
        return store.messages.revise(input.message, input.text, "sender", clock.now());
      });
      events.emit({ type: "message", id: input.message });
      return { notices: await views.takeNotices(link.session), message: input.message, revision };
    },
  };
}

function notSent(routed: Extract<Route, { kind: "none" }>, to: string | undefined): BridgeError {
  const list = routed.candidates
    .map(({ id, project, connected }) => `- to: "${id}" (project ${project.name}${connected ? "" : ", not connected"})`)
    .join("\n");
  if (routed.why === "no_session") {
    return new BridgeError(
      "conflict",
      "Not sent: no Codex session is connected. Ask the user to start `codex` in this project; or set `to` to a session of list_sessions.",
      "to",
    );
  }
  const why =
    routed.why === "unknown_session"
      ? `no Codex session ${JSON.stringify(to?.slice(0, 80))}`
      : "more than one Codex session could be meant";
  return new BridgeError(
    "conflict",
    `Not sent: ${why}.${list ? ` Send it again with one of these:\n${list}` : " None is connected."}`,
    "to",
  );
}

function name(kind: "claude" | "codex"): string {
  return kind === "claude" ? "Claude" : "Codex";
}
