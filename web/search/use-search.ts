/**
 * Search as one types: after a short pause, one request at a time, and never an old answer over a
 * newer one.
 */
import { useCallback, useContext, useEffect, useRef, useState } from "preact/hooks";
import type { SearchHit } from "../../src/shared/api";
import type { SearchTerms } from "../state/api";
import { ApiContext } from "../state/contexts";
import { explain } from "../state/http";
import type { PageState } from "../state/state";

const PAUSE_MS = 140;
const DAY_MS = 86_400_000;

/**
 * As the controls hold them; empty means any. `where`: `here`, or a project's root. `since`: days.
 */
export type Filters = { who: string; where: string; since: string; has: string };

export type Found = {
  hits: readonly SearchHit[];
  more: boolean;
  /** Not everything could be searched yet. */
  partial: boolean;
  problem: string | null;
  /** Something was asked for, and there is an answer or it is on its way. */
  asked: boolean;
  busy: boolean;
  loadMore(): void;
};

const NOTHING = { hits: [], more: false, partial: false, problem: null } as const;

/** Null where nothing is asked for. */
export function toTerms(
  text: string,
  filters: Filters,
  { view }: Pick<PageState, "view">,
  now: number,
): SearchTerms | null {
  const { who, where, since, has } = filters;
  const q = text.trim();
  if (q === "" && who === "" && has === "") return null;
  return {
    q,
    who: who || undefined,
    conversation: where === "here" ? (view ?? undefined) : undefined,
    project: where !== "here" && where !== "" ? where : undefined,
    // To the hour: the same question a second later is the same question.
    since: since === "" ? undefined : Math.floor((now - Number(since) * DAY_MS) / 3_600_000) * 3_600_000,
    has: has || undefined,
  };
}

export function useSearch(terms: SearchTerms | null): Found {
  const api = useContext(ApiContext);
  const [found, setFound] = useState<Omit<Found, "asked" | "busy" | "loadMore">>(NOTHING);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);
  const key = terms === null ? "" : JSON.stringify(terms);

  const ask = useCallback(
    async (before: readonly SearchHit[]) => {
      const controller = new AbortController();
      running.current = controller;
      setBusy(true);
      const oldest = before.at(-1)?.message.seq;
      const wanted = JSON.parse(key) as SearchTerms;
      try {
        const result = await api.search({ ...wanted, before: oldest }, controller.signal);
        if (controller.signal.aborted) return;
        const { hits, more, partial = false } = result;
        setFound({ hits: [...before, ...hits], more, partial, problem: null });
      } catch (error) {
        if (controller.signal.aborted) return;
        setFound({ ...NOTHING, hits: before, problem: explain(error) });
      }
      setBusy(false);
    },
    [api, key],
  );

  useEffect(() => {
    running.current?.abort();
    if (key === "") {
      setFound(NOTHING);
      setBusy(false);
      return;
    }
    setBusy(true);
    const timer = setTimeout(() => void ask([]), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, ask]);
  useEffect(() => () => running.current?.abort(), []);

  const loadMore = useCallback(() => {
    if (!busy && found.more) void ask(found.hits);
  }, [busy, found, ask]);
  return { ...found, asked: key !== "", busy, loadMore };
}
