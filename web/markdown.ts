/**
 * Markdown from agents to safe HTML. The text is hostile: raw HTML is shown as text, links go to the web only, images
 * become links, and what markdown-it made passes DOMPurify with a short list of what is allowed. Code and diffs are not
 * part of the HTML: each leaves an empty place in it, and the page puts its own components there.
 */
import DOMPurify from "dompurify";
import type { RendererRule, StateCore, Token } from "markdown-it";
import MarkdownIt from "markdown-it";
import { looksLikePatch, readPatch } from "../src/patch-lines";
import { checkTasks } from "./task-list";

/** A piece of code or a diff, in the order of the places in the HTML. */
export type Block = { kind: "code" | "patch"; text: string; language: string };
export type Rendered = { html: string; blocks: Block[] };
export type MarkdownRenderer = (text: string) => Rendered;

/** The class of the places. Text cannot make one: raw HTML is off, and no rule takes a class from it. */
export const PLACE = "block-place";

const WEB = /^(?:https?:\/\/|mailto:)/i;
const DIFF_LANGUAGES = new Set(["diff", "patch", "udiff"]);

/** Deeper lists and quotes would leave a narrow card; and beyond 100 levels markdown-it drops the text without a word. */
const MAX_LEVEL = 16;

const PURIFY = {
  ALLOWED_TAGS: [
    ..."a,b,blockquote,br,code,del,div,em,h3,h4,h5,h6,hr,i,li,ol,p,pre,s,span,strong".split(","),
    ..."table,tbody,td,th,thead,tr,ul".split(","),
  ],
  ALLOWED_ATTR: ["class", "href", "rel", "role", "start", "tabindex", "target", "title"],
  ALLOW_ARIA_ATTR: true,
  ALLOW_DATA_ATTR: false,
  FORBID_ATTR: ["style"],
  ALLOWED_URI_REGEXP: WEB,
  // DOMPurify holds every attribute that it does not know to be harmless against the pattern for addresses.
  ADD_URI_SAFE_ATTR: ["rel", "role", "start", "tabindex", "target"],
};

export function createMarkdown(): MarkdownRenderer {
  const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
  markdown.block.ruler.before("table", "patch", readPatch, { alt: ["paragraph"] });
  markdown.core.ruler.push("tasks", checkTasks);
  markdown.core.ruler.push("inert", makeInert);
  let blocks: Block[] = [];
  const place = (block: Block): string => {
    blocks.push(block);
    return `<div class="${PLACE}"></div>`;
  };
  markdown.renderer.rules.fence = (tokens, index) => {
    const { content = "", info = "" } = tokens[index] ?? {};
    return place(toBlock(content, info.trim().split(/\s+/)[0] ?? ""));
  };
  markdown.renderer.rules.code_block = (tokens, index) => place(toBlock(tokens[index]?.content ?? "", ""));
  markdown.renderer.rules.patch = (tokens, index) =>
    place({ kind: "patch", text: tokens[index]?.content ?? "", language: "diff" });
  markdown.renderer.rules.table_open = wrap('<div class="table" tabindex="0"><table>');
  markdown.renderer.rules.table_close = wrap("</table></div>");

  return (text) => {
    const env = {};
    blocks = [];
    const tokens = markdown.parse(text, env);
    const isDeep = tokens.some(({ level }) => level > MAX_LEVEL);
    const html = isDeep ? place(toBlock(text, "")) : markdown.renderer.render(tokens, markdown.options, env);
    return { html: DOMPurify.sanitize(html, PURIFY), blocks };
  };
}

/** Lets nothing but coloured spans through: what a highlighter made of code. */
export function sanitizeCode(html: string): string {
  return DOMPurify.sanitize(html, { ALLOWED_TAGS: ["span"], ALLOWED_ATTR: ["class"], ALLOW_DATA_ATTR: false });
}

function toBlock(content: string, language: string): Block {
  const name = language.toLowerCase().replace(/[^\w#+.-].*$/, "");
  const isPatch = DIFF_LANGUAGES.has(name) || ((name === "" || name === "text") && looksLikePatch(content));
  return { kind: isPatch ? "patch" : "code", text: content, language: name };
}

function wrap(html: string): RendererRule {
  return () => html;
}

/** Takes from the tokens what must not act on the page: headings of its outline, style attributes, images, links. */
function makeInert(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.type === "heading_open" || token.type === "heading_close") {
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`;
    }
    // Only markdown-it itself writes a style: a table cell's alignment.
    const style = textOf(token, "style");
    if (style !== null) {
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== "style");
      token.attrSet("class", `align-${style.slice(style.indexOf(":") + 1)}`);
    }
    if (token.children !== null) token.children = inertChildren(token.children, state.Token);
  }
}

function inertChildren(children: Token[], make: typeof Token): Token[] {
  const out: Token[] = [];
  let open: Token | null = null;
  for (const token of children) {
    if (token.type === "link_open") {
      open = restrainLink(token);
    } else if (token.type === "link_close") {
      token.tag = open?.tag ?? "span";
      open = null;
    } else if (token.type === "image") {
      out.push(...imageAsLink(token, open !== null, make));
      continue;
    }
    out.push(token);
  }
  return out;
}

/** A link to the web opens elsewhere; any other target (a path, an anchor) is only told. */
function restrainLink(token: Token): Token {
  const href = textOf(token, "href") ?? "";
  if (WEB.test(href)) {
    token.attrSet("target", "_blank");
    token.attrSet("rel", "noopener noreferrer");
    token.attrSet("title", token.attrGet("title") ?? href);
  } else {
    token.tag = "span";
    token.attrs = [
      ["class", "reference"],
      ["title", href],
    ];
  }
  return token;
}

function imageAsLink(image: Token, inLink: boolean, make: typeof Token): Token[] {
  const text = new make("text", "", 0);
  const source = textOf(image, "src") ?? "";
  text.content = `image: ${image.content || source}`;
  if (inLink) return [text];
  const open = new make("link_open", "a", 1);
  open.attrs = [["href", source]];
  restrainLink(open);
  const close = new make("link_close", open.tag, -1);
  return [open, text, close];
}

function textOf(token: Token, attribute: string): string | null {
  const value = token.attrGet(attribute);
  return value === null ? null : String(value);
}
