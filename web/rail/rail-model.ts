/** Projects and their conversations, as the rail lists them. */
import type { ConversationView, MessageView, SessionView } from "../../src/shared/views";
import { NAMES, summarise } from "../state/selectors";
import type { PageState } from "../state/state";

export type RailConversation = {
  conversation: ConversationView;
  name: string;
  /** Somebody holds the line for an answer. */
  waits: boolean;
};

export type RailProject = { root: string; name: string; conversations: RailConversation[] };

type Known = Pick<PageState, "conversations" | "sessions">;

/** Projects in which somebody spoke last first, and so their conversations. */
export function toRail(state: Known, open: readonly MessageView[]): RailProject[] {
  const waiting = new Set(open.filter(({ question }) => question?.waiting).map(({ conversation }) => conversation));
  const projects = new Map<string, RailProject>();
  const newest = (a: ConversationView, b: ConversationView) => (b.last?.seq ?? 0) - (a.last?.seq ?? 0);
  for (const conversation of [...state.conversations.values()].sort(newest)) {
    const { id, project: root } = conversation;
    const project = projects.get(root) ?? { root, name: projectName(state, root), conversations: [] };
    projects.set(root, project);
    project.conversations.push({ conversation, name: nameOf(state, conversation), waits: waiting.has(id) });
  }
  return [...projects.values()];
}

/** Connected sessions that take part in no conversation yet. */
export function newcomers({ conversations, sessions }: Known): SessionView[] {
  const known = new Set([...conversations.values()].flatMap(({ members }) => members.map(({ session }) => session)));
  return [...sessions.values()]
    .filter(({ id, connected }) => connected && !known.has(id))
    .sort((a, b) => a.startedAt - b.startedAt);
}

/**
 * A person's name for it, or else what was asked first in it; where nobody has said anything, who
 * takes part, with their ids' ends where another of the project would be called so.
 */
export function nameOf({ conversations }: Pick<PageState, "conversations">, conversation: ConversationView): string {
  if (conversation.title !== null) return conversation.title;
  if (conversation.topic !== null && conversation.topic !== "") return summarise(conversation.topic);
  const { members, project } = conversation;
  const name = membersName(conversation);
  const others = [...conversations.values()].filter(
    (one) => one.id !== conversation.id && one.title === null && one.project === project && membersName(one) === name,
  );
  if (others.length === 0) return name;
  const isShared = (session: string) => others.every((one) => one.members.some((other) => other.session === session));
  const ends = members.filter(({ session }) => !isShared(session)).map(({ session }) => ` #${session.slice(-4)}`);
  return name + ends.join("");
}

export function projectName({ sessions }: Pick<PageState, "sessions">, root: string): string {
  for (const { project } of sessions.values()) if (project.root === root) return project.name;
  return root.split("/").filter(Boolean).at(-1) ?? "No project";
}

function membersName({ members }: ConversationView): string {
  const names = members.map(({ kind }) => NAMES[kind]);
  return names.length > 1 ? names.join(" & ") : ["You", ...names].join(" & ");
}

/**
 * The conversation after the shown one, as they are listed and around their end, in which something
 * is unread.
 */
export function nextUnread({ view }: Pick<PageState, "view">, projects: readonly RailProject[]): string | null {
  const all = projects.flatMap(({ conversations }) => conversations.map(({ conversation }) => conversation));
  const at = all.findIndex(({ id }) => id === view);
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(({ id, unread }) => unread > 0 && id !== view);
  return next?.id ?? null;
}

/**
 * Projects and conversations in an order that they had before, the new ones behind the others; null
 * for none.
 */
export function inOrder(projects: readonly RailProject[], ids: readonly string[] | null): readonly RailProject[] {
  if (ids === null) return projects;
  const rank = new Map(ids.map((id, index) => [id, index]));
  const rankOf = ({ conversation }: RailConversation) => rank.get(conversation.id) ?? ids.length;
  return projects
    .map((project) => ({ ...project, conversations: project.conversations.toSorted((a, b) => rankOf(a) - rankOf(b)) }))
    .toSorted((a, b) => Math.min(...a.conversations.map(rankOf)) - Math.min(...b.conversations.map(rankOf)));
}
