/**
 * How messages look in Claude Code's inbox: one envelope, which the client shows to the model as it
 * stands and to the user as one line with the text's beginning (2.1.250 to 2.1.332). Its tag is the
 * client's own: what else it would read there, such as `from-mode`, is never written.
 */
import type { Envelope } from "../shared/calls/envelope";
import { toAttributes, toContent, toElement } from "./framing";

const TAG = "cross-session-message";
const FROM = "codex-bridge";

/** The attributes with which a message's id stands in an envelope: of one message, of several. */
const ONE = "message_id";
const SEVERAL = "message_ids";

/** As many messages go in one envelope. */
export const MAX_PARTS = 50;

/** Who speaks, on the user's screen. */
function toName(items: readonly Envelope[]): string {
  if (items.every(({ sender }) => sender === "codex")) return "Codex";
  return items.every(({ sender }) => sender === "user") ? "Codex Bridge page" : "Codex Bridge";
}

/** Messages as one envelope: one as it is, several as numbered parts, in order. */
export function toInboxText(items: readonly Envelope[]): string {
  const from = { from: FROM, "from-name": toName(items) };
  const [only, ...more] = items;
  if (only && more.length === 0) return toElement(TAG, { ...from, ...toAttributes(only) }, toContent(only));
  const parts = items.map((item, i) => {
    const part = { part: `${i + 1} of ${items.length}`, ...toAttributes(item) };
    return toElement("bridge-message", part, toContent(item));
  });
  const ids = items.map((item) => toAttributes(item).message_id).join(" ");
  return toElement(TAG, { ...from, [SEVERAL]: ids }, [`${items.length} messages, in order:`, ...parts].join("\n\n"));
}

/** What stands for a message that is too long for the inbox: its id, and how to take it. */
export function toInboxNote(message: Envelope): string {
  const { length } = message.text;
  const text = `A message of ${length} characters waits for you: it is too long to be put here. Take it with the tool check_codex_messages.`;
  return toElement(
    TAG,
    { from: FROM, "from-name": toName([message]), ...toAttributes({ ...message, attachments: [] }) },
    text,
  );
}

/**
 * The ids of the messages in a prompt that is an envelope of ours, by its own attributes: what its
 * text says proves nothing. Null where it is none.
 */
export function readInboxIds(prompt: string): string[] | null {
  const tag = /^\s*<cross-session-message ([^>]*)>/.exec(prompt)?.[1];
  if (tag === undefined) return null;
  const attributes = new Map([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
  if (attributes.get("from") !== FROM) return null;
  return (attributes.get(SEVERAL) ?? attributes.get(ONE) ?? "").split(" ").filter(Boolean);
}
