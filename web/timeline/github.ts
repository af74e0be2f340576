/**
 * What reviews on GitHub are written with beside plain markdown: alerts (`> [!NOTE]`), `<details>`
 * and footnotes. Works on the tokens of the block parser.
 */
import type { Env, StateBlock, Token } from "markdown-it";

const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i;
const OPEN = /^<details(?: open)?>[ \t]*(.*)$/i;
const CLOSE = /^(.*)<\/details>[ \t]*$/i;
const SUMMARY = /^[ \t]*<summary>(.*?)<\/summary>[ \t]*(.*)$/i;

/** Makes alerts of the quotations that begin with one's sign. */
export function markAlerts(tokens: Token[], make: typeof Token): Token[] {
  return tokens.flatMap((token, index) => {
    const [quote, paragraph] = [tokens[index - 2], tokens[index - 1]];
    const kind = token.type === "inline" ? ALERT.exec(token.content)?.[1]?.toLowerCase() : undefined;
    if (kind === undefined || quote?.type !== "blockquote_open" || paragraph?.type !== "paragraph_open") return [token];
    quote.attrJoin("class", `alert alert-${kind}`);
    paragraph.attrJoin("class", "alert-title");
    const title = new make("inline", "", 0);
    title.content = kind.charAt(0).toUpperCase() + kind.slice(1);
    title.children = [];
    token.content = token.content.replace(ALERT, "");
    if (token.content === "") return [title];
    return [title, new make("paragraph_close", "p", -1), new make("paragraph_open", "p", 1), token];
  });
}

/** A block rule: what stands between `<details>` and its end is a part that opens and closes. */
export function readDetails(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = (number: number) =>
    state.src.slice((state.bMarks[number] ?? 0) + (state.tShift[number] ?? 0), state.eMarks[number]);
  const open = OPEN.exec(line(startLine));
  if (open === null) return false;
  let end = startLine + 1;
  for (let depth = 1; end < endLine; end++) {
    if (OPEN.test(line(end))) depth++;
    else if (CLOSE.test(line(end)) && --depth === 0) break;
  }
  if (end >= endLine) return false;
  if (silent) return true;
  const own = SUMMARY.exec(open[1] ?? "");
  const next = own === null ? SUMMARY.exec(line(startLine + 1)) : null;
  state.push("details_open", "details", 1).map = [startLine, end + 1];
  state.push("summary_open", "summary", 1);
  const summary = state.push("inline", "", 0);
  summary.content = (own ?? next)?.[1]?.trim() || "Details";
  summary.children = [];
  state.push("summary_close", "summary", -1);
  const parent = state.lineMax;
  state.lineMax = end;
  state.md.block.tokenize(state, startLine + (next === null ? 1 : 2), end);
  state.lineMax = parent;
  state.push("details_close", "details", -1);
  state.line = end + 1;
  return true;
}

/** The footnotes of a text, by their labels, and the text without them. */
export function takeFootnotes(tokens: readonly Token[]): { rest: Token[]; notes: Map<string, Token[]> } {
  const rest: Token[] = [];
  const notes = new Map<string, Token[]>();
  let note: Token[] | null = null;
  for (const token of tokens) {
    if (token.type === "footnote_reference_open") {
      note = [];
      notes.set(String(token.meta?.label ?? notes.size + 1), note);
    } else if (token.type === "footnote_reference_close") note = null;
    else (note ?? rest).push(token);
  }
  return { rest, notes };
}

/**
 * The footnotes as a list at the end: in the order in which the text names them, then those that it
 * does not name.
 */
export function listFootnotes(notes: ReadonlyMap<string, Token[]>, env: Env, make: typeof Token): Token[] {
  if (notes.size === 0) return [];
  const named = namedIn(env);
  const labels = [...named, ...[...notes.keys()].filter((label) => !named.includes(label))];
  const open = new make("ordered_list_open", "ol", 1);
  open.attrSet("class", "footnotes");
  const items = labels.flatMap((label) => {
    const begin = new make("list_item_open", "li", 1);
    return [begin, ...(notes.get(label) ?? []), new make("list_item_close", "li", -1)];
  });
  return [open, ...items, new make("ordered_list_close", "ol", -1)];
}

/**
 * The labels of the footnotes that have been referred to, by number: as markdown-it-footnote notes
 * them.
 */
function namedIn(env: Env): string[] {
  const { footnotes } = env;
  if (typeof footnotes !== "object" || footnotes === null || !("list" in footnotes)) return [];
  const { list } = footnotes;
  return Array.isArray(list) ? list.map((entry: { label?: unknown }) => String(entry.label)) : [];
}
