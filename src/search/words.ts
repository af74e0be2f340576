/**
 * How text becomes words for the search. SQLite's own tokenizers know neither identifiers nor
 * languages that are written without spaces, so both texts and searches are cut into words here,
 * and SQLite only splits at the spaces:
 *
 * - letters and digits are a word, without case and accents; all else separates (`src/store/search.ts` is four words);
 * - an identifier's humps are words of their own (`createUserName`: create, user, name), and the whole is a name too;
 * - a character of a language that puts no spaces between words is a word, and so is an emoji.
 *
 * A search for something that is several words finds them in this order, next to each other. So a
 * part of a path, of an identifier or of a Chinese sentence finds the whole.
 */
import { cutText } from "../shared/text";

/** Longer runs (encoded data) are known by their beginning, and not by their humps. */
const MAX_WORD = 64;

const SPACELESS =
  "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Bopo}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}";
const ASCII = /^[\0-\x7f]*$/;
const ASCII_RUN = /[A-Za-z0-9]+/g;
const RUN = new RegExp(
  `[[\\p{L}\\p{N}\\p{M}]--[${SPACELESS}]]+|[[\\p{L}\\p{N}\\p{M}]&&[${SPACELESS}]]|\\p{Extended_Pictographic}`,
  "gv",
);
const SINGLE = new RegExp(`^(?:[${SPACELESS}]|\\p{Extended_Pictographic})`, "v");
const HUMPED = /\p{Ll}\p{N}?\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u;
const HUMP = /(?<=\p{Ll}|\p{Ll}\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

export interface Word {
  /** As it is compared. */
  word: string;
  /** Where it stands in the text. */
  start: number;
  end: number;
  /** At the first hump of an identifier: the whole of it. */
  name?: { word: string; end: number };
}

/** The words of a text, in order. */
export function* toWords(text: string): Generator<Word, void, undefined> {
  for (const match of text.matchAll(ASCII.test(text) ? ASCII_RUN : RUN)) {
    const run = match[0];
    const start = match.index;
    const whole = fold(run);
    // Marks that stand alone.
    if (whole === "") continue;
    if (run.length > MAX_WORD || !HUMPED.test(run)) {
      yield { word: whole, start, end: start + run.length };
      continue;
    }
    let at = start;
    for (const hump of run.split(HUMP)) {
      const word: Word = { word: fold(hump), start: at, end: at + hump.length };
      if (at === start) word.name = { word: whole, end: start + run.length };
      yield word;
      at += hump.length;
    }
  }
}

function fold(run: string): string {
  const word = cutText(run, MAX_WORD);
  if (ASCII.test(word)) return word.toLowerCase();
  // Korean syllables and Japanese marks stay whole; of other letters only the base counts.
  if (SINGLE.test(word)) return word.normalize("NFKC");
  return word
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}

/**
 * What a search asks for: words in this order, next to each other; where they are one identifier,
 * that as well.
 */
export interface Term {
  words: string[];
  name: string | null;
  /** Still being written: its last word may be the beginning of one. */
  isOpen: boolean;
}

/**
 * The terms of a search: words, and "quoted words". Whatever else is written there separates words.
 */
export function parseTerms(search: string): Term[] {
  const terms = new Map<string, Term>();
  const pieces = [...search.replace(/[“”„‟]/g, '"').matchAll(/"([^"]*)("?)|[^\s"]+/g)];
  pieces.forEach(([piece, quoted, close], index) => {
    const found = [...toWords(quoted ?? piece)];
    const last = found.at(-1);
    if (!last) return;
    const name = found[0]?.name;
    const term: Term = {
      words: found.map(({ word }) => word),
      name: name && name.end === last.end ? name.word : null,
      isOpen: index === pieces.length - 1 && close !== '"',
    };
    terms.set(JSON.stringify(term), term);
  });
  return [...terms.values()];
}
