/** Who gets what an agent sends: the facts that routing.ts decides on, for either direction. */
import type { Clock } from "../shared/clock";
import { noCodexSession } from "../shared/refusals";

import type { SessionView } from "../shared/views";
import type { Store } from "../store/store";
import type { ClaudeConnection } from "./connections";
import type { Presence } from "./presence";
import { type Route, route } from "./routing";

/** Sessions that are not connected and that somebody may still name. */
const KNOWN_SESSIONS = 200;

/**
 * The sessions of an earlier host are looked for this often, while they may still come over to this
 * one.
 */
const LOOK_AGAIN_MS = 100;

export interface Receivers {
  /** The Claude session that a thread means, as far as that can be told now. */
  claudeOf(thread: string, to: string | undefined): Route;
  /**
   * The same, once the sessions of an earlier host that could be meant have had time to come over.
   */
  settledClaudeOf(thread: string, to: string | undefined): Promise<Route>;
  /** The Codex session that a Claude session means. */
  codexOf(connection: ClaudeConnection, to: string | undefined): Route;
}

export interface ReceiversDeps {
  store: Pick<Store, "questions" | "conversations">;
  clock: Clock;
  presence: Presence;
  /** How long the sessions of an earlier host may take to come over to this one. */
  comingMs: number;
}

export function createReceivers({ store, clock, presence, comingMs }: ReceiversDeps): Receivers {
  const projectOf = (session: string) => presence.row(session)?.projectRoot ?? "";

  function claudeOf(thread: string, to: string | undefined): Route {
    return route({
      to,
      project: projectOf(thread),
      superproject: presence.superproject(thread),
      live: presence.list("claude"),
      away: [],
      remembered: store.questions.lastNamed(thread),
      partners: () => store.questions.lastTargets(thread),
    });
  }

  return {
    claudeOf,

    async settledClaudeOf(thread, to) {
      for (;;) {
        const routed = claudeOf(thread, to);
        const project = projectOf(thread);
        const isSure = routed.kind === "session" && (routed.explicit || routed.session.project.root === project);
        if (isSure || !presence.isAwaited(project, to, comingMs)) return routed;
        const { promise, resolve } = Promise.withResolvers<void>();
        clock.schedule(LOOK_AGAIN_MS, resolve);
        await promise;
      }
    },

    codexOf(connection, to) {
      const away = () =>
        presence.recent(KNOWN_SESSIONS).filter(({ kind, connected }) => kind === "codex" && !connected);
      return route({
        to,
        project: connection.project,
        superproject: presence.superproject(connection.session),
        live: to === undefined ? presence.partners("codex") : presence.list("codex"),
        away: to === undefined ? [] : away(),
        remembered: null,
        partners: () => store.conversations.partnersOf(connection.session, "codex"),
      });
    },
  };
}

/**
 * The session of a route. Throws `conflict`, with everybody who could be meant, where there is
 * none.
 */
export function sessionOf(routed: Route, to: string | undefined): SessionView {
  if (routed.kind === "session") return routed.session;
  throw noCodexSession(routed.why, to, routed.candidates);
}
