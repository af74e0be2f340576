/**
 * Keeps the search index behind the messages: when nobody speaks, and before a search. No commit of
 * a message waits for it, and no slice of its work keeps the event loop for longer than some
 * milliseconds.
 */

import { toWords } from "../search/words";
import type { Clock } from "../shared/clock";
import { toMessage } from "../shared/errors";
import type { Log } from "../shared/log";
import { countPieces, HAS, pieceOf, type SearchSource } from "../store/search";
import type { Store } from "../store/store";
import type { Events } from "./events";

/** Work begins once nobody has spoken for this long. */
const QUIET_MS = 2_000;

/** A start is no time for it: both clients are starting as well. */
const FIRST_MS = 15_000;

/** Between two slices, when nobody waits for them. */
const PAUSE_MS = 25;

/** What merging may take of a slice; its writing takes about as long. */
const MERGE_MS = 2;

/** A fence of code: ``` or ~~~, also within lists and quotes. */
const CODE = /^[ \t>]{0,20}(?:```|~~~)/m;
const DIFF = /^[ \t>]{0,20}(?:(?:```|~~~) ?(?:diff|patch|udiff)\b|diff --git \S|--- \S.*\n[ \t>]{0,20}\+\+\+ \S)/m;

export interface Indexer {
  /** Indexes what is missing, but for no longer than `ms`; false where some is missing even so. */
  catchUp(ms: number): Promise<boolean>;
  close(): void;
}

/** A message of which some pieces are written. */
interface Progress {
  source: SearchSource;
  piece: number;
  has: number;
}

type Outcome = "more" | "merge" | "done";

export interface IndexerDeps {
  store: Store;
  clock: Clock;
  events: Events;
  log: Log;
}

export function createIndexer({ store, clock, events, log }: IndexerDeps): Indexer {
  const { search } = store;
  let progress: Progress | null = null;
  let running: Promise<Outcome> | null = null;
  let cancel: (() => void) | null = null;
  let spokenAt = 0;
  let closed = false;

  /** Writes one piece; what is left of the message, or null. */
  function writePiece({ source, piece, has }: Progress): Progress | null {
    const { seq, text } = source;
    if (piece === 0) search.begin(seq);
    const part = pieceOf(text, piece);
    const words: string[] = [];
    const names: string[] = [];
    for (const { word, name } of toWords(part)) {
      words.push(word);
      if (name) names.push(name.word);
    }
    search.addPiece(seq, piece, words.join(" "), names.join(" "));
    const all = has | (CODE.test(part) ? HAS.code : 0) | (DIFF.test(part) ? HAS.diff : 0);
    if (piece + 1 < countPieces(text.length)) return { source, piece: piece + 1, has: all };
    search.finish(source, all);
    return null;
  }

  /** One slice, as one transaction: a piece of a long message, or some short messages. */
  async function work(): Promise<Outcome> {
    const started = progress;
    const slice = await store.commit(() => {
      const all = started ? [started] : search.next().map(toProgress);
      // A long message is alone in its batch.
      const left = all.map(writePiece).find((rest) => rest !== null) ?? null;
      const end = performance.now() + MERGE_MS;
      let merging = true;
      while (merging && performance.now() < end) merging = search.merge();
      return { left, merging };
    });
    progress = slice.left;
    if (slice.left || !search.isComplete()) return "more";
    return slice.merging ? "merge" : "done";
  }

  /** One slice at a time: whoever asks meanwhile gets that one's outcome. */
  function slice(): Promise<Outcome> {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  }

  function later(ms: number): void {
    if (closed) return;
    cancel = clock.schedule(ms, () => {
      cancel = null;
      run().catch((error: unknown) => log.error(`search index: ${toMessage(error)}`));
    });
  }

  async function run(): Promise<void> {
    const quiet = clock.monotonic() - spokenAt;
    if (quiet < QUIET_MS) return later(QUIET_MS - quiet);
    if ((await slice()) !== "done") later(PAUSE_MS);
  }

  const unsubscribe = events.subscribe(({ type }) => {
    if (type !== "message") return;
    spokenAt = clock.monotonic();
    if (cancel === null) later(QUIET_MS);
  });
  if (!search.isComplete()) later(FIRST_MS);

  return {
    async catchUp(ms) {
      const end = performance.now() + ms;
      while (progress !== null || !search.isComplete()) {
        if (closed || performance.now() > end) return false;
        await slice();
        await nextTurn();
      }
      return true;
    },
    close() {
      closed = true;
      unsubscribe();
      cancel?.();
    },
  };
}

function toProgress(source: SearchSource): Progress {
  return { source, piece: 0, has: source.hasFile ? HAS.file : 0 };
}

/** Lets everything else that is due happen first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
