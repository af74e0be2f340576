/** How a message looks to Claude: a channel notification whose text cannot pass for anything but its sender's. */
import { listAttachments } from "../attachments/listing";
import type { Envelope } from "../calls/envelope";
import { cutText } from "../text";

/**
 * Tags with which Claude Code itself speaks to its model; text that imitates them must not look like them. `system`
 * stands for all that goes on with a hyphen or a space.
 */
const OWN_TAGS = ["channel", "system", "system_reminder", "systemreminder"];

// What a model may read over: controls, zero-width and formatting characters, soft hyphens, joiners, variation selectors.
const INVISIBLE = "\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029";

const IMITATION = new RegExp(
  // `<` and its look-alikes that models read as one; then perhaps a slash; then the name, however it is spaced out. One
  // class for all between: alternatives that overlap would take exponential time.
  `[<\\uff1c\\ufe64](?=[\\s/\\\\\\uff0f${INVISIBLE}]*(?:${OWN_TAGS.map(spell).join("|")})(?![\\p{L}\\p{N}_]))`,
  "giu",
);

/** Pattern of a tag's name, in full-width letters too, with invisible characters between its letters. */
function spell(name: string): string {
  const toFullWidth = (char: string) => String.fromCharCode(char.charCodeAt(0) + 0xfee0);
  return [...name].map((char) => (char === "_" ? char : `[${char}${toFullWidth(char)}]`)).join(`[${INVISIBLE}]*`);
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
  const {
    id,
    kind,
    sender,
    session,
    project,
    conversation,
    createdAt,
    redelivered,
    editedBy,
    attachments = [],
  } = message;
  const meta: Record<string, string> = {
    chat_id: toMetaValue(conversation),
    message_id: toMetaValue(id),
    sender,
    kind,
    ts: new Date(createdAt).toISOString(),
  };
  if (session !== null) meta.session = toMetaValue(session);
  if (project !== null) meta.project = toMetaValue(project);
  if (redelivered) meta.redelivered = "true";
  if (editedBy) meta.edited_by = editedBy;
  // How many of the last lines are ours: nothing that the sender wrote comes after them.
  if (attachments.length > 0) meta.attachments = String(attachments.length);
  const list = attachments.length > 0 ? `\n\n${listAttachments(attachments)}` : "";
  return { content: neutralise(message.text + list), meta };
}

/** A message as text in the channel's own form, for the roads that have no other structure: a hook, a tool's result. */
export function toChannelText(message: Envelope): string {
  const { content, meta } = toChannelParams(message);
  const attributes = Object.entries(meta).map(([key, value]) => ` ${key}="${value}"`);
  return `<channel source="codex-bridge"${attributes.join("")}>\n${stripEscapes(content)}\n</channel>`;
}

/** The first words of a message, in a line of our own. */
export function toQuote(words: string): string {
  return `"${stripEscapes(neutralise(words))}"`;
}

// CSI, OSC and the other string sequences, then two-character escapes, then every control but tab and line end.
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Takes out what a terminal would act on. */
function stripEscapes(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(ESCAPES, "");
}

/** A value that cannot break out of an attribute, whatever a client does about escaping. */
function toMetaValue(value: string): string {
  return cutText(value.replace(/[\p{C}<>"'&`]/gu, "_"), 200);
}
