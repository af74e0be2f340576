/** Projects and their conversations, as the rail lists them. */
import type { ConversationView, MessageView, SessionView } from "../src/shared/views";
import { NAMES } from "./selectors";
import type { PageState } from "./state";

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

/** A person's name for it, or else who takes part; with their ids' ends where another of the project would be called so. */
export function nameOf({ conversations }: Pick<PageState, "conversations">, conversation: ConversationView): string {
  if (conversation.title !== null) return conversation.title;
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
