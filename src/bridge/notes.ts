/** What wants no answer: Claude's own words to Codex, and edits. */
import type { Edit, EditResult, Send, SendResult } from "../calls/claude";
import { BridgeError } from "../errors";
import { cutText } from "../text";
import type { SessionView } from "../views";
import { type Context, insertMessage, pairConversation } from "./context";
import type { ClaudeLink } from "./links";
import type { Outreach } from "./outreach";
import { type Route, route } from "./routing";

const KNOWN_SESSIONS = 200;

export type Notes = ReturnType<typeof createNotes>;

export function createNotes(context: Context, outreach: Outreach) {
  const { store, clock, events, registry, waiters, views, guard, gates, quota } = context;

  function routeToCodex(link: ClaudeLink, to: string | undefined): Route {
    return route({
      to,
      project: link.project,
      live: to === undefined ? registry.partners("codex") : registry.list("codex"),
      // Needed where somebody is named: to look through all of them takes its time.
      away:
        to === undefined
          ? []
          : registry.recent(KNOWN_SESSIONS).filter(({ kind, connected }) => kind === "codex" && !connected),
      remembered: null,
      partners: () => store.conversations.partnersOf(link.session),
    });
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
        quota.note(receiver, input.text);
        const files = context.files.check(input.files);
        const conversation = pairConversation(context, link.session, receiver, link.project);
        const hold = gates.admit(conversation, guard.holds(link.session, receiver));
        const { seq } = insertMessage(
          context,
          {
            id: input.id,
            kind: "note",
            sender: "claude",
            session: link.session,
            conversation,
            replyTo: null,
            text: input.text,
          },
          files,
        );
        guard.count(link.session, receiver);
        const kept = routed.session.connected ? "waits for Codex's next check" : "the Codex session is not connected";
        store.deliveries.insert(input.id, receiver, seq, hold ?? { reason: kept });
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
        if (store.messages.editedBy(input.message) === "user") {
          throw new BridgeError(
            "conflict",
            "Not edited: the user holds this message and has edited it. Send a follow-up instead.",
            "message_id",
          );
        }
        quota.text(input.text);
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
      ? `no Codex session ${JSON.stringify(cutText(to ?? "", 80))}`
      : "more than one Codex session could be meant";
  return new BridgeError(
    "conflict",
    `Not sent: ${why}.${list ? ` Send it again with one of these:\n${list}` : " None is connected."}`,
    "to",
  );
}
