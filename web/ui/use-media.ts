import { useEffect, useState } from "preact/hooks";

/**
 * Below this the rail and the details are sheets over the conversation; the stylesheets say the
 * same.
 */
export const NARROW = "(max-width: 900px)";

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const update = () => setMatches(list.matches);
    update();
    list.addEventListener("change", update);
    return () => list.removeEventListener("change", update);
  }, [query]);
  return matches;
}
