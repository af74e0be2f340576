/**
 * What waits for the human: in the tab's title and icon, and as a notification while they look
 * elsewhere.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { USER } from "../../src/shared/constants";
import plainIcon from "../favicon.svg";
import alertIcon from "../favicon-alert.svg";
import type { Headline } from "../state/headline";
import { linkTo } from "../state/route";
import { heldMessages, NAMES, summarise } from "../state/selectors";
import type { PageState } from "../state/state";
import { useVisible } from "../state/use-reading";
import { notify } from "./use-notices";

/** `headline` is the sentence of what happens now. */
export function useAttention(state: PageState, headline: Headline | null): void {
  const { known, arrived, loaded } = state;
  const visible = useVisible();
  const held = useMemo(() => heldMessages({ known }, null), [known]);
  const [missed, setMissed] = useState(0);

  useEffect(() => {
    if (visible) setMissed(0);
  }, [visible]);

  useEffect(() => {
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    const own = arrived.filter(({ deliveries }) => deliveries.some(({ receiver }) => receiver === USER));
    if (document.visibilityState !== "visible") setMissed((count) => count + own.length);
    for (const { id, sender, text, conversation } of own) {
      notify(`${NAMES[sender.kind]} writes to you`, summarise(text), id, linkTo(conversation, id));
    }
  }, [arrived]);

  const told = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!loaded) return;
    const before = told.current;
    told.current = new Set(held.map(({ id }) => id));
    if (before === null || (document.visibilityState === "visible" && document.hasFocus())) return;
    for (const { id, sender, text, conversation } of held) {
      if (before.has(id)) continue;
      notify(`A message of ${NAMES[sender.kind]}’s is held for you`, summarise(text), id, linkTo(conversation, id));
    }
  }, [held, loaded]);

  const count = held.length + missed;
  const waits = headline?.waiting ? `${headline.sentence} · ` : "";
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ""}${waits}Codex Bridge`;
  }, [count, waits]);
  const icon = count > 0 ? alertIcon : plainIcon;
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link !== null && link.getAttribute("href") !== icon) link.href = icon;
  }, [icon]);
}
