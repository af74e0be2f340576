/**
 * To whom words can go: who is certainly meant, or who can be chosen. As the bridge decides it
 * (src/bridge/user.ts).
 */

import type { ConversationView, SessionView } from "../../src/shared/views";
import type { SessionKind } from "../../src/shared/vocabulary";
import { nameOf, projectName } from "../rail/rail-model";
import { NAMES } from "../state/selectors";
import type { Aim } from "../state/shell";
import type { PageState } from "../state/state";

export type Choice = { value: string; word: string };

export type Target = {
  /** Who is meant, for people; null while that has to be chosen first, or nobody is there. */
  word: string | null;
  /**
   * What goes with the words: a session, or for both a conversation; empty where the conversation
   * itself says it.
   */
  value: string;
  /** Those of whom one has to be chosen; none where it is certain. */
  choices: readonly Choice[];
  /** Why the words would reach nobody now; null where they would. */
  problem: string | null;
};

type Known = Pick<PageState, "sessions" | "conversations">;
type Facts = {
  state: Known;
  conversation: ConversationView | undefined;
  connected: readonly SessionView[];
  labels: ReadonlyMap<string, string>;
};

/** The target of what is written in a conversation, or in none (all of them). */
export function targetOf(facts: Facts, to: Aim["to"], chosen: string): Target {
  return to === "both" ? pairOf(facts, chosen) : sessionOf(facts, to, chosen);
}

/** Sessions of a kind that are connected, with where they are: for whoever has to choose one. */
export function sessionChoices(
  { connected, labels }: Pick<Facts, "connected" | "labels">,
  kind: SessionKind,
): Choice[] {
  return connected
    .filter((one) => one.kind === kind)
    .map(({ id, project }) => ({ value: id, word: labels.get(id) ?? project.name }));
}

/** Conversations of two sessions that are both connected. */
export function pairChoices({ state, connected }: Pick<Facts, "state" | "connected">): Choice[] {
  const here = new Set(connected.map(({ id }) => id));
  return [...state.conversations.values()]
    .filter((one) => [memberOf(one, "claude"), memberOf(one, "codex")].every((id) => id !== null && here.has(id)))
    .map((one) => ({ value: one.id, word: `${projectName(state, one.project)} · ${nameOf(state, one)}` }));
}

/** The session of a kind that takes part; null where there is none, or more than one. */
function memberOf(conversation: ConversationView | undefined, kind: SessionKind): string | null {
  const [only, another] = conversation?.members.filter((member) => member.kind === kind) ?? [];
  return only !== undefined && another === undefined ? only.session : null;
}

function sessionOf(facts: Facts, kind: SessionKind, chosen: string): Target {
  const { state, conversation, connected, labels } = facts;
  const all = sessionChoices(facts, kind);
  const picked = all.find(({ value }) => value === chosen);
  if (picked !== undefined)
    return { word: picked.word, value: picked.value, choices: all.length > 1 ? all : [], problem: null };
  const member = memberOf(conversation, kind);
  const isHere = member !== null && connected.some(({ id }) => id === member);
  // A Codex thread can be resumed, and what is said to it waits for it.
  if (member !== null && (isHere || kind === "codex")) {
    const word = labels.get(member) ?? "";
    return { word: isHere ? word : `${word}, away: it is kept`, value: "", choices: [], problem: null };
  }
  const inProject = connected.filter((one) => one.kind === kind && one.project.root === conversation?.project);
  const near = conversation === undefined ? all : all.filter(({ value }) => inProject.some(({ id }) => id === value));
  const [only, another] = near;
  if (only && !another)
    return { word: only.word, value: only.value, choices: all.length > 1 ? all : [], problem: null };
  if (all.length === 0) return nobody(`No ${NAMES[kind]} session is connected.`);
  if (conversation === undefined) return { word: null, value: "", choices: all, problem: null };
  const where = projectName(state, conversation.project);
  const why =
    near.length === 0
      ? `No ${NAMES[kind]} of ${where} is connected.`
      : `${near.length} Claude sessions of ${where} are connected.`;
  return { word: null, value: "", choices: all, problem: why };
}

function pairOf(facts: Facts, chosen: string): Target {
  const { state, conversation, connected } = facts;
  if (conversation !== undefined) {
    const sides = (["claude", "codex"] as const).map((kind) => sessionOf(facts, kind, ""));
    const lost = sides.find(({ word }) => word === null);
    if (lost !== undefined) return nobody(lost.problem ?? "One of the two is not connected.");
    return { word: projectName(state, conversation.project), value: "", choices: [], problem: null };
  }
  const pairs = pairChoices(facts);
  const picked = pairs.find(({ value }) => value === chosen);
  const [only, another] = pairs;
  if (picked !== undefined) return { word: picked.word, value: picked.value, choices: pairs, problem: null };
  if (only && !another) return { word: only.word, value: only.value, choices: [], problem: null };
  const kinds = new Set(connected.map(({ kind }) => kind));
  // Who has not spoken to each other yet is a pair as well, where there is nobody else.
  if (connected.length === 2 && kinds.size === 2) return { word: "both", value: "", choices: [], problem: null };
  if (pairs.length === 0) return nobody("No Claude and Codex that talk to each other are connected.");
  return { word: null, value: "", choices: pairs, problem: null };
}

/** The words may be sent all the same: they are kept with what the bridge says. */
function nobody(problem: string): Target {
  return { word: null, value: "", choices: [], problem };
}
