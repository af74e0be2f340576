/** Finds messages by their words and by what they are, newest first. */

import { toExcerpt } from "../search/excerpt";
import { parseTerms } from "../search/words";
import type { SearchQuery, SearchResult } from "../shared/api";
import { type Found, pieceOf } from "../store/search";
import type { Store } from "../store/store";
import { type Indexer, nextTurn } from "./indexer";
import type { Views } from "./views";

/** A search does not wait for longer than this for messages that are not indexed yet. */
const PATIENCE_MS = 2_000;

/** Places of the history that are looked through at one go, at first; and what that may take. */
const STRETCH = 20_000;
const TARGET_MS = 5;

/**
 * The messages of a result carry as much text as a list shows; the whole comes by the message's id.
 */
const TEXT_CHARS = 2_000;

export type SearchMessages = (query: SearchQuery) => Promise<SearchResult>;

export interface SearchDeps {
  store: Store;
  views: Views;
  indexer: Indexer;
}

export function createSearchMessages({ store, views, indexer }: SearchDeps): SearchMessages {
  /**
   * Looks through the history from `before` back, in stretches between which others have their
   * turn.
   */
  async function find(
    filter: Parameters<typeof store.search.find>[0],
    before: number,
    limit: number,
  ): Promise<Found[]> {
    const span = store.search.span();
    const found = new Map<number, Found>();
    let high = Math.min(before, (span?.last ?? 0) + 1);
    // For the beginning of a word SQLite goes through all words that it begins, however short the
    // stretch is.
    let stretch = filter.terms.some(({ isOpen }) => isOpen) ? Number.POSITIVE_INFINITY : STRETCH;
    while (span && high > span.first && found.size < limit) {
      const low = Math.max(span.first, high - stretch);
      const startedAt = performance.now();
      const places = store.search.find(filter, low, high, limit);
      // Of one message the piece that comes first in its text.
      for (const place of places) found.set(place.seq, place);
      // Where the last one may have more pieces, or there may be more: on from there.
      high = places.length < limit ? low : (places.at(-1)?.seq ?? low);
      const tookMs = performance.now() - startedAt;
      stretch = Math.max(1_000, Math.round(stretch * (tookMs > TARGET_MS ? 0.5 : 2)));
      if (tookMs > TARGET_MS) await nextTurn();
    }
    return [...found.values()].slice(0, limit);
  }

  return async (query) => {
    const { q, who = null, project = null, conversation = null, has = null, limit } = query;
    const { before = Number.MAX_SAFE_INTEGER, since = 0, until = Number.MAX_SAFE_INTEGER } = query;
    const terms = parseTerms(q);
    // Punctuation alone: nothing can have it.
    if (q !== "" && terms.length === 0) return { hits: [], more: false };
    const isWhole = await indexer.catchUp(PATIENCE_MS);
    const found = await find({ terms, who, project, conversation, since, until, has }, before, limit + 1);
    const hits: SearchResult["hits"] = [];
    let restedAt = performance.now();
    for (const { seq, piece } of found.slice(0, limit)) {
      const id = store.messages.idAt(seq);
      const text = id === null ? null : store.messages.text(id);
      const message = id === null ? null : views.message(id, TEXT_CHARS);
      // Forgotten meanwhile.
      if (text === null || message === null) continue;
      hits.push({ message, excerpt: toExcerpt(pieceOf(text, piece), terms) });
      if (performance.now() - restedAt < TARGET_MS) continue;
      await nextTurn();
      restedAt = performance.now();
    }
    return { hits, more: found.length > limit, ...(isWhole ? {} : { partial: true }) };
  };
}
