/**
 * Markdown from agents to safe HTML. The text is hostile: raw HTML is shown as text, links go to
 * the web only, images become links, and what markdown-it made passes DOMPurify with a short list
 * of what is allowed. Code and diffs are not part of the HTML: each leaves an empty place in it,
 * and the page puts its own components there.
 *
 * It comes in pieces, made one by one as they are asked for: the block parser goes over a part of
 * the text at once, and what costs more (what stands within a line, cleaning, the browser's own
 * work) is done a piece at a time.
 */
import DOMPurify from "dompurify";
import type { Env, MarkdownIt as Markdown, RendererRule, Token } from "markdown-it";
import MarkdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";
import { readPatch } from "../../src/shared/patch-lines";
import { withoutControls } from "../../src/shared/text";
import { isPatchFence, type TextPart, toLanguage, toParts } from "../../src/shared/text-parts";
import { makeInert, WEB } from "../ui/inert";
import { listFootnotes, markAlerts, readDetails, takeFootnotes } from "./github";
import { cutTokens } from "./pieces";
import { checkTasks } from "./task-list";

/** A piece of code or a diff, in the order of the places in the HTML. */
export type Block = { kind: "code" | "patch"; text: string; language: string };
export type Rendered = { html: string; blocks: Block[] };
/** The pieces of a text, in order. */
export type MarkdownRenderer = (text: string) => Iterator<Rendered, void, undefined>;

/**
 * The class of the places. Text cannot make one: raw HTML is off, and no rule takes a class from
 * it.
 */
export const PLACE = "block-place";

/**
 * Deeper lists and quotes would leave a narrow card; and beyond 100 levels markdown-it drops the
 * text without a word.
 */
const MAX_LEVEL = 16;

const PURIFY = {
  ALLOWED_TAGS: [
    ..."a,b,blockquote,br,code,del,details,div,em,h3,h4,h5,h6,hr,i,li,ol,p,pre,s,span,strong".split(","),
    ..."summary,sup,table,tbody,td,th,thead,tr,ul".split(","),
  ],
  ALLOWED_ATTR: ["class", "href", "rel", "role", "start", "tabindex", "target", "title"],
  ALLOW_ARIA_ATTR: true,
  ALLOW_DATA_ATTR: false,
  FORBID_ATTR: ["style"],
  ALLOWED_URI_REGEXP: WEB,
  // DOMPurify holds every attribute that it does not know to be harmless against the pattern for
  // addresses.
  ADD_URI_SAFE_ATTR: ["rel", "role", "start", "tabindex", "target"],
};

export function createMarkdown(): MarkdownRenderer {
  const options = { html: false, linkify: true, breaks: true };
  const blocks = new MarkdownIt(options);
  blocks.use(footnotes);
  blocks.core.ruler.enableOnly(["normalize", "block"]);
  blocks.block.ruler.before("paragraph", "details", readDetails, { alt: ["paragraph"] });
  blocks.block.ruler.before("table", "patch", readPatch, { alt: ["paragraph"] });

  const inlines = new MarkdownIt(options);
  inlines.use(footnotes);
  inlines.inline.ruler.disable("footnote_inline");
  inlines.core.ruler.disable(["normalize", "block", "footnote_tail"]);
  inlines.renderer.rules.footnote_ref = (tokens, index) =>
    `<sup class="footnote-ref">${Number(tokens[index]?.meta?.id ?? 0) + 1}</sup>`;
  inlines.core.ruler.push("tasks", checkTasks);
  inlines.core.ruler.push("inert", makeInert);
  const places = addPlaces(inlines);
  const make = new inlines.core.State("", inlines, {}).Token;

  function* renderText(text: string): Generator<Rendered, void, undefined> {
    const env: Env = {};
    const tokens = blocks.parse(text, env);
    if (tokens.some(({ level }) => level > MAX_LEVEL)) return yield asBlock(toBlock(text, ""));
    // Colours are for code.
    for (const token of tokens) if (token.type === "inline") token.content = withoutControls(token.content);
    const { rest, notes } = takeFootnotes(markAlerts(tokens, make));
    for (const piece of cutTokens(rest, make)) yield renderPiece(piece, env);
    for (const piece of cutTokens(listFootnotes(notes, env, make), make)) yield renderPiece(piece, env);
  }

  function renderPiece(tokens: Token[], env: Env): Rendered {
    const state = new inlines.core.State("", inlines, env);
    state.tokens = tokens;
    inlines.core.process(state);
    const html = inlines.renderer.render(state.tokens, inlines.options, env);
    return { html: DOMPurify.sanitize(html, PURIFY), blocks: places.take() };
  }

  return function* render(text) {
    for (const part of toParts(text)) {
      if (part.kind === "text") yield* renderText(part.text);
      else yield asBlock(part.kind === "patch" ? { ...part, kind: "patch" } : { ...part, kind: "code" });
    }
  };
}

/** Lets nothing but coloured spans through: what a highlighter made of code. */
export function sanitizeCode(html: string): string {
  return DOMPurify.sanitize(html, { ALLOWED_TAGS: ["span"], ALLOWED_ATTR: ["class"], ALLOW_DATA_ATTR: false });
}

/** Has code and diffs leave places; `take` gives what belongs into those of the last rendering. */
function addPlaces({ renderer }: Markdown): { take(): Block[] } {
  let found: Block[] = [];
  const place = (block: Block): string => {
    found.push(block);
    return `<div class="${PLACE}"></div>`;
  };
  renderer.rules.fence = (tokens, index) => {
    const { content = "", info = "" } = tokens[index] ?? {};
    return place(toBlock(content, toLanguage(info)));
  };
  renderer.rules.code_block = (tokens, index) => place(toBlock(tokens[index]?.content ?? "", ""));
  renderer.rules.patch = (tokens, index) =>
    place({ kind: "patch", text: tokens[index]?.content ?? "", language: "diff" });
  renderer.rules.table_open = (tokens, index) => {
    const parted = tokens[index]?.attrGet("class");
    return `<div class="table" tabindex="0"><table${parted ? ` class="${parted}"` : ""}>`;
  };
  renderer.rules.table_close = wrap("</table></div>");
  return {
    take() {
      const own = found;
      found = [];
      return own;
    },
  };
}

function asBlock({ kind, text, language }: Block | (TextPart & { kind: Block["kind"] })): Rendered {
  return { html: `<div class="${PLACE}"></div>`, blocks: [{ kind, text, language }] };
}

function toBlock(content: string, language: string): Block {
  return { kind: isPatchFence(content, language) ? "patch" : "code", text: content, language };
}

function wrap(html: string): RendererRule {
  return () => html;
}
