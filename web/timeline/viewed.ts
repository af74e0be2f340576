/**
 * Which files of diffs a person has marked as viewed, kept for the browser: by what is in them, not
 * by where they stand.
 */
import { useState } from "preact/hooks";
import { keep, recall } from "../state/storage";

const KEPT = "viewed";
const MAX_KEPT = 1000;
const SIGNED_CHARS = 20_000;

/** Whether a file is marked, and what changes that. */
export function useViewed(source: string): [viewed: boolean, mark: (on: boolean) => void] {
  const [sign] = useState(() => toSign(source));
  const [viewed, setViewed] = useState(() => recallSigns().includes(sign));
  return [
    viewed,
    (on) => {
      const others = recallSigns().filter((one) => one !== sign);
      keep(KEPT, (on ? [...others, sign] : others).slice(-MAX_KEPT).join(" "));
      setViewed(on);
    },
  ];
}

function recallSigns(): string[] {
  return (recall(KEPT) ?? "").split(" ").filter((sign) => sign !== "");
}

/** Two FNV-1a hashes of its beginning, and its length: no secret, only a name for a content. */
function toSign(text: string): string {
  let [a, b] = [0x811c9dc5, 0xcbf29ce4 ^ text.length];
  for (let index = 0; index < Math.min(text.length, SIGNED_CHARS); index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + index), 0x01000193);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
