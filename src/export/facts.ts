/** What an export and the terminal say of a conversation and its messages, in words. */
import type { Archive } from "../core/archive";
import { USER } from "../shared/constants";
import { toReason } from "../shared/reasons";
import { toLine } from "../shared/text";
import type { AttachmentView, ConversationView, MessageView, SessionView } from "../shared/views";
import type { SenderKind } from "../shared/vocabulary";

/** Who speaks, as a reader of the export knows them. */
export const NAMES: Readonly<Record<SenderKind, string>> = { claude: "Claude", codex: "Codex", user: "You" };

const KINDS: Readonly<Record<MessageView["kind"], string>> = { question: "Question", reply: "Answer", note: "Note" };

export interface MessageFacts {
  from: string;
  /** Whom it is for. */
  to: string;
  kind: string;
  /** What became of it. */
  states: string[];
}

/** The name of a conversation: the one that a person gave it, or its project's. */
export function toTitle({ conversation }: Archive): string {
  if (conversation.title !== null) return toLine(conversation.title);
  return `Claude and Codex on ${toLine(conversation.project.split(/[\\/]/).findLast(Boolean) ?? conversation.project)}`;
}

/** A file's name made of the title. */
export function toFileName(archive: Archive, now: number, extension: string): string {
  const slug = toTitle(archive)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  return `${slug || "conversation"}-${toTime(now).slice(0, 10)}.${extension}`;
}

/** A session in a few words; null where the conversation has none on that side. */
export function toParticipant(session: SessionView | null): string | null {
  if (!session) return null;
  const { project, client } = session;
  const branch = project.branch === null ? "" : `, branch ${toLine(project.branch)}`;
  return `${client === null ? NAMES[session.kind] : toLine(client)} in ${toLine(session.cwd)}${branch}`;
}

export function toFacts(
  conversation: Pick<ConversationView, "members"> | undefined,
  message: MessageView,
): MessageFacts {
  const { deliveries, question, sender, kind, editedAt, editedBy } = message;
  const nameOf = (receiver: string): string => {
    if (receiver === USER) return "you";
    const member = conversation?.members.find(({ session }) => session === receiver);
    return member ? NAMES[member.kind] : receiver;
  };
  const day = toTime(message.createdAt).slice(0, 10);
  const when = (at: number): string => toTime(at).replace(`${day} `, "");
  const states = deliveries
    // That a message for the page reached the page is plain to see.
    .filter(({ receiver, state }) => receiver !== USER || state === "held" || state === "dropped")
    .map(({ receiver, state, seenAt, ...reasons }) => {
      const reason = toReason(reasons);
      const why = reason === null ? "" : ` (${toLine(reason)})`;
      if (state === "seen") return `seen by ${nameOf(receiver)}${seenAt === null ? "" : ` ${when(seenAt)}`}`;
      if (state === "pushed") return `handed to ${nameOf(receiver)}`;
      if (state === "stored") return `kept for ${nameOf(receiver)}${why}`;
      return `${state}${why}`;
    });
  if (question) states.unshift(question.outcome);
  if (editedAt !== null) states.push(`edited by ${editedBy === "user" ? "you" : NAMES[sender.kind]} ${when(editedAt)}`);
  const others: SenderKind[] = ["claude", "codex"];
  const to = deliveries.map(({ receiver }) => nameOf(receiver));
  const usual = others.filter((one) => one !== sender.kind).map((one) => NAMES[one]);
  return { from: NAMES[sender.kind], to: (to.length > 0 ? to : usual).join(" and "), kind: KINDS[kind], states };
}

export function toFileLine({ name, bytes, type, removedAt }: AttachmentView): { name: string; about: string } {
  const removed = typeof removedAt === "number" ? ", no longer kept" : "";
  return { name: toLine(name), about: `${toSize(bytes)}, ${type}${removed}` };
}

function toSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Local time, as in 2030-01-31 17:05:09. */
export function toTime(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replace("T", " ");
}

export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
