import type { Link } from "../state/state";

export const LINKS: Readonly<Record<Link, { word: string; title: string }>> = {
  connecting: { word: "connecting", title: "Connecting to the bridge" },
  connected: { word: "connected", title: "This page is connected to the bridge" },
  reconnecting: { word: "reconnecting", title: "The bridge is out of reach; what you see may be out of date" },
  refused: { word: "refused", title: "The bridge does not accept this page any more; reload it" },
};

/** Whether the page hears the bridge. */
export function LinkState({ link }: { link: Link }) {
  return (
    <p class={`link-state ${link}`} role="status" data-testid="link" data-link={link} title={LINKS[link].title}>
      <span class="dot" />
      <span class="word">{LINKS[link].word}</span>
    </p>
  );
}
