import type { Presence } from "../state/presence";
import { Wait } from "../timeline/wait";
import { PresenceIcon } from "../ui/icons";

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
