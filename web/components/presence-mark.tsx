import type { Presence } from "../presence";
import { PresenceIcon } from "./icons";
import { Wait } from "./wait";

/** What a session does: a shape, a word, and how long it has lasted. */
export function PresenceMark({ presence }: { presence: Presence }) {
  const { kind, word, since } = presence;
  return (
    <span class={`presence ${kind}`}>
      <PresenceIcon kind={kind} />
      <span class="presence-word">
        {word}
        {since !== null && (
          <>
            {" "}
            <Wait since={since} />
          </>
        )}
      </span>
    </span>
  );
}
