/** Open questions whose session has ended, or never came, go to a session that may have them. */

import type { Clock } from "../shared/clock";
import type { SessionView } from "../shared/views";
import type { DeliveryRow } from "../store/deliveries";
import type { Store } from "../store/store";
import type { Gates, Hold } from "./gate-state";
import type { Presence } from "./presence";
import type { Receivers } from "./receivers";
import type { After, Transact } from "./transaction";

const ENDED = "moved here: the session that it was for has ended";
const RESUMED = "moved back: the session that it was for has been resumed";

type Question = ReturnType<Store["questions"]["implicit"]>[number];

export interface RerouteDeps {
  store: Store;
  clock: Clock;
  transact: Transact;
  presence: Presence;
  gates: Gates;
  receivers: Pick<Receivers, "claudeOf">;
}

export interface Reroute {
  /**
   * Moves what may move; explicitly addressed questions never do. `graceMs`: a session that is away
   * for less may return.
   */
  orphans(graceMs: number): Promise<void>;
  /**
   * A session has been resumed: it gets back what went to others meanwhile, unless they have proved
   * to have read it.
   */
  backTo(session: string): Promise<void>;
}

/** Who holds a delivery and since when; null where it is not held. */
function holdOf(row: DeliveryRow | null): Hold | null {
  const { state, heldBy = null, heldAt = null } = row ?? {};
  return state === "held" && heldBy !== null && heldAt !== null ? { heldBy, heldAt } : null;
}

export function createReroute({ store, clock, transact, presence, gates, receivers }: RerouteDeps): Reroute {
  /** The session that may have a question; null where there is none. */
  function nextFor(question: Question, live: readonly SessionView[]): SessionView | null {
    const { target, asker, project } = question;
    const projects = [project, target === null ? null : presence.row(target)?.projectRoot];
    const routed = target === null ? receivers.claudeOf(asker, undefined) : null;
    const next =
      routed?.kind === "session" ? routed.session : live.find((session) => projects.includes(session.project.root));
    if (!next) return null;
    // A talk that a person has ended gets no new question by the back door.
    const pair = store.conversations.among([next.id, asker]);
    return pair !== null && gates.of(pair.id) === "ended" ? null : next;
  }

  function move(after: After, { id, asker, target }: Question, to: string, why: string): void {
    const head = store.messages.head(id);
    if (!head || !store.questions.retarget(id, target, to)) return;
    const before = target === null ? null : store.deliveries.find(id, target);
    // What was held before it moved stays held.
    const hold = holdOf(before) ?? gates.admit(head.conversation, false);
    const reason = target === null ? null : why;
    if (target !== null) store.deliveries.drop(id, target, "move");
    store.deliveries.clear(id, to);
    store.deliveries.insert(id, to, head.seq, { hold, reason });
    if (target !== null) store.notices.insert(asker, "moved", id, clock.now());
    after.changed(id);
    after.push(to);
  }

  /**
   * Whether a question was first asked of a session, and is another one's now, which may not have
   * read it.
   */
  function isLent({ id, target }: Question, session: string): boolean {
    if (target === null || target === session || store.deliveries.find(id, target)?.state === "seen") return false;
    const members = store.conversations.members(store.messages.head(id)?.conversation ?? "");
    return members.some((member) => member.session === session);
  }

  return {
    async orphans(graceMs) {
      const live = presence.list("claude");
      for (const question of store.questions.implicit()) {
        const { target } = question;
        if (target !== null && !presence.hasVanished(target, graceMs)) continue;
        const next = nextFor(question, live);
        if (next) await transact((after) => move(after, question, next.id, ENDED));
      }
    },

    async backTo(session) {
      const lent = store.questions.implicit().filter((question) => isLent(question, session));
      for (const question of lent) await transact((after) => move(after, question, session, RESUMED));
    },
  };
}
