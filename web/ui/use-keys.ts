import { useEffect, useRef } from "preact/hooks";

/** What each key does; null does nothing now. */
export type KeyActions = Readonly<Record<string, ((event: KeyboardEvent) => void) | null>>;

/** Listens to single keys wherever nothing is being typed and nothing lies over the page. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (document.querySelector("dialog[open]") !== null || (event.key !== "Escape" && isTyping(event.target))) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type="radio"]), textarea, select, [contenteditable]');
}
