/** Names of attachments: one to show, one that is safe in a path, and where the content lies. */
import { join } from "node:path";

// Controls, line ends, text direction, joiners and fillers: what a reader does not see, or sees in
// another order.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const SHOWN_CHARACTERS = 200;
/** Below the 255 bytes of most file systems, with room for what a program may append. */
const SAFE_BYTES = 120;

/** The name as it is shown: without a path, and without characters that hide or reorder others. */
export function toShownName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(UNSEEN, "_").trim();
  return clean === "" || /^\.+$/.test(clean) ? "file" : shorten(clean, (text) => [...text].length <= SHOWN_CHARACTERS);
}

/**
 * The name on disk: letters, digits, `.`, `_` and `-`, so that no shell or program takes it for
 * anything else.
 */
export function toSafeName(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "_")
    .replace(/^[.\p{M}-]+/u, "_");
  return shorten(plain || "file", (text) => Buffer.byteLength(text) <= SAFE_BYTES);
}

/**
 * Where an attachment's content lies. `id` is ours (see `ATTACHMENT_ID`): it holds no separator.
 */
export function pathOf(dir: string, { id, name }: { id: string; name: string }): string {
  return join(dir, id, toSafeName(name));
}

/** Cuts the middle out of a name that does not fit, so that its ending stays. */
function shorten(name: string, fits: (text: string) => boolean): string {
  if (fits(name)) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
  const stem = [...name.slice(0, name.length - ending.length)];
  while (stem.length > 0 && !fits(stem.join("") + ending)) stem.pop();
  return stem.join("") + ending;
}
