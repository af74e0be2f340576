/**
 * The search index: which words each message has. It follows the messages some time later (see the
 * indexer) and could be made anew from them at any time.
 *
 * A row of `search_words` is a piece of a message, so that no text, however long, keeps the
 * database busy for long. Its rowid is the message's `seq` and the piece's number, so that walking
 * down the rowids is walking back in time. All messages between the first and the last of
 * `search_entries` are indexed, except those in `search_stale`.
 */
import type { Database } from "bun:sqlite";
import type { Term } from "../search/words";
import { toCharacterStart } from "../shared/text";
import type { SenderKind } from "../shared/vocabulary";

/**
 * Characters of a piece, and those that it shares with the next: what stands across its end is
 * found in one of them.
 */
export const PIECE_CHARS = 32_768;
const PIECE_STEP = PIECE_CHARS - 512;
const MAX_PIECES = 1024;

/** Messages of one batch at most; and what each costs besides its text, in characters. */
const MAX_BATCH = 64;
const MESSAGE_COST = 200;

/** Pages of the index that one call of `merge` goes through: about a millisecond's work. */
const MERGE_PAGES = 8;

/** A beginning of one letter would be found nearly everywhere, slowly. */
const MIN_OPEN = 2;

/** What a message can have, as bits. */
export const HAS = { code: 1, diff: 2, file: 4 } as const;

export interface SearchSource {
  seq: number;
  sender: SenderKind;
  conversation: string;
  createdAt: number;
  /** The current text, and its number: 1 is the original. */
  text: string;
  revision: number;
  hasFile: number;
}

export interface SearchFilter {
  terms: readonly Term[];
  who: SenderKind | null;
  project: string | null;
  conversation: string | null;
  /** Inclusive and exclusive. */
  since: number;
  until: number;
  has: keyof typeof HAS | null;
}

/** A message that was found, and the piece of its text that has the words. */
export interface Found {
  seq: number;
  piece: number;
}

export type Search = ReturnType<typeof createSearch>;

const REVISION = "coalesce((SELECT max(revision) FROM revisions WHERE message = m.id), 1)";

const CHARS = "coalesce((SELECT chars FROM revisions WHERE message = m.id ORDER BY revision DESC LIMIT 1), m.chars)";

const SOURCE = `m.seq, m.sender, m.conversation, m.created_at AS createdAt,
  coalesce((SELECT text FROM revisions WHERE message = m.id ORDER BY revision DESC LIMIT 1), m.text) AS text,
  ${REVISION} AS revision, EXISTS (SELECT 1 FROM attachments WHERE message = m.id) AS hasFile`;

const FILTER = `($who IS NULL OR e.sender = $who)
  AND ($conversation IS NULL OR e.conversation = $conversation)
  AND ($project IS NULL OR e.conversation IN (SELECT id FROM conversations WHERE project = $project))
  AND e.created_at >= $since AND e.created_at < $until AND ($has = 0 OR e.has & $has)`;

type Size = { seq: number; chars: number };
type Bounds = { low: number; high: number; limit: number };
type Bound = Omit<SearchFilter, "terms" | "has"> & Bounds & { has: number; match?: string };

export function createSearch(db: Database) {
  const source = db.query<SearchSource, [number]>(`SELECT ${SOURCE} FROM messages m WHERE m.seq = ?`);
  const stale = db.query<Size, []>(
    `SELECT s.seq, 0 AS chars FROM search_stale s
     WHERE EXISTS (SELECT 1 FROM search_entries e WHERE e.seq = s.seq) LIMIT 1`,
  );
  const newer = db.query<Size, [number]>(
    `SELECT m.seq, ${CHARS} AS chars FROM messages m WHERE m.seq > (SELECT max(seq) FROM search_entries)
     ORDER BY m.seq LIMIT ?`,
  );
  // The newest of all where nothing is indexed yet.
  const older = db.query<Size, [number, number]>(
    `SELECT m.seq, ${CHARS} AS chars FROM messages m WHERE m.seq < coalesce((SELECT min(seq) FROM search_entries), ?)
     ORDER BY m.seq DESC LIMIT ?`,
  );
  const present = db.query<{ revision: number }, [number]>(
    `SELECT ${REVISION} AS revision FROM messages m WHERE m.seq = ?`,
  );
  const addWords = db.query<unknown, [number, string, string]>(
    "INSERT INTO search_words (rowid, words, names) VALUES (?, ?, ?)",
  );
  const dropWords = db.query<unknown, [number, number]>("DELETE FROM search_words WHERE rowid BETWEEN ? AND ?");
  const addEntry = db.query<unknown, [number, string, string, number, number]>(
    "INSERT OR REPLACE INTO search_entries (seq, sender, conversation, created_at, has) VALUES (?, ?, ?, ?, ?)",
  );
  const dropEntry = db.query<unknown, [number]>("DELETE FROM search_entries WHERE seq = ?");
  const dropStale = db.query<unknown, [number]>("DELETE FROM search_stale WHERE seq = ?");
  const merge = db.query<unknown, [number]>("INSERT INTO search_words (search_words, rank) VALUES ('merge', ?)");
  const changes = db.query<{ n: number }, []>("SELECT total_changes() AS n");
  const span = db.query<{ first: number | null; last: number | null }, []>(
    "SELECT (SELECT min(seq) FROM search_entries) AS first, (SELECT max(seq) FROM search_entries) AS last",
  );
  const byWords = db.query<{ place: number }, Bound>(
    `SELECT w.rowid AS place FROM search_words w CROSS JOIN search_entries e ON e.seq = w.rowid / ${MAX_PIECES}
     WHERE w.search_words MATCH $match AND w.rowid >= $low AND w.rowid < $high AND ${FILTER}
     ORDER BY w.rowid DESC LIMIT $limit`,
  );
  const byEntry = db.query<{ place: number }, Bound>(
    `SELECT e.seq * ${MAX_PIECES} AS place FROM search_entries e
     WHERE e.seq >= $low / ${MAX_PIECES} AND e.seq < $high / ${MAX_PIECES} AND ${FILTER}
     ORDER BY e.seq DESC LIMIT $limit`,
  );

  const dropPieces = (seq: number): void => {
    dropWords.run(seq * MAX_PIECES, seq * MAX_PIECES + MAX_PIECES - 1);
  };

  return {
    /**
     * The next messages to index, which have to be indexed in one transaction: a piece's worth of
     * text, or one long message. Edited ones come first, then new ones, then the newest of those
     * never indexed yet. They come in the order of their places: SQLite starts a new part of the
     * index whenever it has to step back.
     */
    next(): SearchSource[] {
      const edited = stale.all();
      const added = edited.length > 0 ? edited : newer.all(MAX_BATCH);
      const sizes = added.length > 0 ? added : older.all(Number.MAX_SAFE_INTEGER, MAX_BATCH);
      let chars = 0;
      const taken = sizes.filter((size, i) => {
        chars += size.chars + MESSAGE_COST;
        return i === 0 || chars <= PIECE_CHARS;
      });
      return taken
        .map(({ seq }) => seq)
        .sort((a, b) => a - b)
        .flatMap((seq) => source.get(seq) ?? []);
    },
    /** Whether all is indexed. */
    isComplete: () => stale.get() === null && newer.get(1) === null && older.get(Number.MAX_SAFE_INTEGER, 1) === null,
    /**
     * To be called before a message's first piece: an earlier attempt, or an earlier text, may have
     * left some.
     */
    begin: (seq: number): void => dropPieces(seq),
    addPiece: (seq: number, piece: number, words: string, names: string): void => {
      addWords.run(seq * MAX_PIECES + piece, words, names);
    },
    /** To be called after its last piece: from now on the message is found. */
    finish({ seq, sender, conversation, createdAt, revision }: SearchSource, has: number): void {
      const now = present.get(seq);
      // Forgotten while its pieces were written.
      if (!now) return dropPieces(seq);
      addEntry.run(seq, sender, conversation, createdAt, has);
      // Unless it was edited while its pieces were written.
      if (now.revision === revision) dropStale.run(seq);
    },
    /** Forgets a message. */
    forget(seq: number): void {
      dropPieces(seq);
      dropEntry.run(seq);
      dropStale.run(seq);
    },
    /**
     * Puts parts of the index together that were written apart; false where there is nothing to do.
     */
    merge(): boolean {
      const before = changes.get()?.n ?? 0;
      merge.run(MERGE_PAGES);
      // As SQLite's documentation has it: a change fewer than two is the statement itself.
      return (changes.get()?.n ?? 0) - before >= 2;
    },
    /** The first and the last indexed place; null where nothing is. */
    span(): { first: number; last: number } | null {
      const { first = null, last = null } = span.get() ?? {};
      return first === null || last === null ? null : { first, last };
    },
    /**
     * What fits, newest first: of the messages from `low` on and before `high`, and at most `limit`
     * pieces.
     */
    find({ terms, has, ...rest }: SearchFilter, low: number, high: number, limit: number): Found[] {
      const filter = {
        ...rest,
        has: has === null ? 0 : HAS[has],
        low: low * MAX_PIECES,
        high: high * MAX_PIECES,
        limit,
      };
      const rows = terms.length > 0 ? byWords.all({ ...filter, match: toMatch(terms) }) : byEntry.all(filter);
      return rows.map(({ place }) => ({ seq: Math.floor(place / MAX_PIECES), piece: place % MAX_PIECES }));
    },
  };
}

/** One piece of a text. */
export function pieceOf(text: string, piece: number): string {
  const start = piece * PIECE_STEP;
  return text.slice(toCharacterStart(text, start), toCharacterStart(text, start + PIECE_CHARS));
}

/** How many pieces a text of this length has. */
export function countPieces(chars: number): number {
  return Math.max(1, Math.ceil((chars - (PIECE_CHARS - PIECE_STEP)) / PIECE_STEP));
}

/** The expression for SQLite. Words have no quotes in them, and what is quoted is no operator. */
function toMatch(terms: readonly Term[]): string {
  return terms
    .map(({ words, name, isOpen }) => {
      const phrase = quote(words.join(" "), isOpen && (words.at(-1) ?? "").length >= MIN_OPEN);
      return name === null ? phrase : `(${phrase} OR ${quote(name, isOpen)})`;
    })
    .join(" AND ");
}

function quote(words: string, isOpen: boolean): string {
  return `"${words}"${isOpen ? " *" : ""}`;
}
