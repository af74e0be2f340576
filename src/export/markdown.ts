/**
 * A conversation as Markdown: a heading for each message, and its text unchanged as a quotation.
 */
import type { Archive } from "../core/archive";
import { toLine } from "../shared/text";
import { VERSION } from "../shared/version";
import type { MessageView } from "../shared/views";
import { timeZone, toFacts, toFileLine, toParticipant, toTime, toTitle } from "./facts";

/** Writes the file in pieces; `now` is the time that it says of itself. */
export async function* exportMarkdown(archive: Archive, now: number): AsyncGenerator<string, void, undefined> {
  const { conversation, sessions } = archive;
  const lines = [
    `# ${toPlain(toTitle(archive))}`,
    "",
    `- Conversation ${toCode(conversation.id)}, begun ${toTime(conversation.createdAt)}`,
    `- Project ${toCode(toLine(conversation.project))}`,
    ...sessions.flatMap((session) => {
      const participant = toParticipant(session);
      return participant ? [`- ${toPlain(participant)}, session ${toCode(session.id)}`] : [];
    }),
    `- Exported ${toTime(now)} with Codex Bridge ${VERSION}; times are those of ${timeZone()}`,
    "",
  ];
  yield `${lines.join("\n")}\n`;
  for await (const message of archive.messages()) yield toSection(archive, message);
}

function toSection(archive: Archive, message: MessageView): string {
  const { id, replyTo, text, attachments, createdAt } = message;
  const { from, to, kind, states } = toFacts(archive.conversation, message);
  const parts = [
    `## ${from} → ${toPlain(to)}, ${toTime(createdAt)}`,
    `${kind} ${toCode(id)}${states.length > 0 ? `: ${toPlain(states.join("; "))}` : ""}.`,
    ...(replyTo === null ? [] : [`In answer to ${toCode(replyTo)}: ${toCode(archive.firstWords(replyTo))}`]),
    quote(text),
    ...(attachments.length === 0 ? [] : [`Attached:\n\n${attachments.map(toFileItem).join("\n")}`]),
  ];
  return `${parts.join("\n\n")}\n\n`;
}

function toFileItem(file: MessageView["attachments"][number]): string {
  const { name, about } = toFileLine(file);
  return `- ${toCode(name)}, ${toPlain(about)}`;
}

/**
 * Whatever a text opens ends with its quotation: a fence, a comment, a heading that passes for one
 * of ours.
 */
function quote(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
}

function toPlain(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~&!]/g, "\\$&");
}

/** In more backticks than it has itself. */
function toCode(text: string): string {
  if (text === "") return "(empty)";
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
