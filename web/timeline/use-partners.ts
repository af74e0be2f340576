import { useCallback, useRef } from "preact/hooks";

/** While a question or an answer is pointed at or focused, the other one is lit as well. */
export function usePartners(): (event: Event) => void {
  const lit = useRef<Element[]>([]);
  return useCallback((event: Event) => {
    const view = event.currentTarget;
    const pointed = event.type !== "pointerleave" && event.target instanceof Element;
    const card = pointed ? event.target.closest("article") : null;
    const ids = card?.getAttribute("data-partners")?.split(" ") ?? [];
    const next =
      view instanceof Element
        ? ids.flatMap((id) => [...view.querySelectorAll(`[data-message-id="${CSS.escape(id)}"]`)])
        : [];
    for (const one of lit.current) if (!next.includes(one)) one.classList.remove("partner");
    for (const one of next) one.classList.add("partner");
    lit.current = next;
  }, []);
}
