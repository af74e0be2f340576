import type { Link } from "../state";

/** Where the page cannot help itself any more: the bridge does not know its credential, and a reload did not help. */
export function Reconnect({ link }: { link: Link }) {
  if (link !== "refused") return null;
  return (
    <p class="reconnect" role="alert" data-testid="refused">
      The bridge was started anew and does not know this page any more.
      <button type="button" class="button strong" onClick={() => location.reload()}>
        Reload
      </button>
    </p>
  );
}
