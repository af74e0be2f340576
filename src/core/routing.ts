/**
 * Who gets a message that names nobody, or names somebody by the beginning of an id. Pure: facts
 * in, decision out.
 */
import type { SessionView } from "../shared/views";

export type Route =
  | { kind: "session"; session: SessionView; explicit: boolean }
  | { kind: "none"; why: "no_session" | "which_session" | "unknown_session"; candidates: SessionView[] };

export interface RouteFacts {
  /** What the sender wrote as `to`: an id or the beginning of one. */
  to: string | undefined;
  /** The sender's project root. */
  project: string;
  /** The root of the repository that has the sender's as a submodule. */
  superproject: string | null;
  /** Sessions that a message may go to now. */
  live: SessionView[];
  /** Sessions that only an explicit `to` may name: known, not connected. */
  away: SessionView[];
  /** The session that the sender named last. */
  remembered: string | null;
  /**
   * Sessions that the sender talked to, newest first; looked up only where several could be meant.
   */
  partners(): string[];
}

/** Decides the receiver; where that is not certain, says so with everybody who could be meant. */
export function route(facts: RouteFacts): Route {
  const { live } = facts;
  if (facts.to !== undefined) return routeByName(facts, facts.to);
  const remembered = live.find((session) => session.id === facts.remembered);
  if (remembered) return { kind: "session", session: remembered, explicit: true };
  const near = chooseIn(facts, facts.project) ?? (facts.superproject && chooseIn(facts, facts.superproject));
  if (near) return { kind: "session", session: near, explicit: false };
  // Whom the sender named has gone: the only other one is not to be taken for it.
  const [only, another] = facts.remembered === null ? live : [];
  if (only && !another) return { kind: "session", session: only, explicit: false };
  return { kind: "none", why: live.length > 0 ? "which_session" : "no_session", candidates: live };
}

/**
 * Of a project's sessions the one that the sender talked to last, else the one that was active
 * last.
 */
function chooseIn({ live, partners }: RouteFacts, project: string): SessionView | null {
  const here = live.filter((session) => session.project.root === project);
  const [first, second] = here;
  if (!first || !second) return first ?? null;
  const partner = partners()
    .map((id) => here.find((session) => session.id === id))
    .find(Boolean);
  return partner ?? here.reduce((a, b) => (b.lastActiveAt > a.lastActiveAt ? b : a), first);
}

function routeByName(facts: RouteFacts, to: string): Route {
  const known = [...facts.live, ...facts.away];
  const exact = known.find((session) => session.id === to);
  const matches = exact ? [exact] : known.filter((session) => session.id.startsWith(to));
  const [match, another] = matches;
  if (match && !another) return { kind: "session", session: match, explicit: true };
  return {
    kind: "none",
    why: match ? "which_session" : "unknown_session",
    candidates: match ? matches : facts.live,
  };
}
