/** How a message looks to Claude: a channel notification whose text cannot pass for anything but its sender's. */
import type { Envelope } from "../calls";

/** Tags with which Claude Code itself speaks to its model; text that imitates them must not look like them. */
const OWN_TAGS = ["channel", "system-reminder", "system_reminder", "system reminder", "systemreminder", "system"];

// What a model may read over: zero-width characters, soft hyphens, joiners.
const INVISIBLE = "[\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]";

const IMITATION = new RegExp(
  // `<` and its look-alikes that models read as one; then perhaps a slash; then the name, however it is spaced out.
  `[<\\uff1c\\ufe64](?=(?:\\s|${INVISIBLE}|[/\\\\\\uff0f])*(?:${OWN_TAGS.map(spell).join("|")})(?![\\p{L}\\p{N}]))`,
  "giu",
);

/** Pattern of a tag's name with invisible characters between its letters. */
function spell(name: string): string {
  return [...name].map((char) => (char === " " ? "\\s" : char)).join(`${INVISIBLE}*`);
}

/**
 * Takes the power from text that imitates the channel's own tags: the `<` becomes `‹`, so that a reader still sees
 * what was written. Everything else stays as it is.
 */
export function neutralise(text: string): string {
  return text.replace(IMITATION, "‹");
}

/**
 * The parameters of `notifications/claude/channel` for a message. Claude Code drops a notification whose meta holds
 * anything but strings, and keys that are not plain identifiers; it escapes values for XML (seen in 2.1.329).
 */
export function toChannelParams(message: Envelope): { content: string; meta: Record<string, string> } {
  const { id, kind, sender, session, project, conversation, createdAt, redelivered } = message;
  const meta: Record<string, string> = {
    chat_id: conversation,
    message_id: id,
    sender,
    kind,
    ts: new Date(createdAt).toISOString(),
  };
  if (session !== null) meta.session = session;
  if (project !== null) meta.project = project;
  if (redelivered) meta.redelivered = "true";
  return {
    content: neutralise(message.text),
    meta: Object.fromEntries(Object.entries(meta).map(([key, value]) => [key, toMetaValue(value)])),
  };
}

/** A value that cannot break out of an attribute, whatever a client does about escaping. */
function toMetaValue(value: string): string {
  return value.replace(/[\p{C}<>"'&`]/gu, "_").slice(0, 200);
}
