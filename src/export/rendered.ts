/**
 * Markdown of a message as HTML for a file of its own. The text is hostile: raw HTML is shown as
 * text, links go to the web only, images become links, and nothing takes an attribute from the text
 * but a link its address.
 */
import MarkdownIt, { type Token } from "markdown-it";
import { readPatch } from "../shared/patch-lines";
import { withoutControls } from "../shared/text";
import { isPatchFence, type TextPart, toLanguage, toParts } from "../shared/text-parts";

/** Beyond 100 levels markdown-it drops the text without a word. */
const MAX_LEVEL = 16;

const WEB = /^(?:https?:\/\/|mailto:)/i;

/**
 * Makes the function that renders a text, a part at a time: a long one must not keep the event loop
 * busy.
 */
export function createRenderer(): (text: string) => Generator<string, void, undefined> {
  const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
  markdown.block.ruler.before("table", "patch", readPatch, { alt: ["paragraph"] });
  const { rules } = markdown.renderer;
  rules.fence = (tokens, index) => {
    const { content = "", info = "" } = tokens[index] ?? {};
    return toBlock(content, toLanguage(info));
  };
  rules.code_block = (tokens, index) => toBlock(tokens[index]?.content ?? "", "");
  rules.patch = (tokens, index) => toDiff(tokens[index]?.content ?? "");
  // No heading of a text is one of the file's own outline.
  rules.heading_open = (tokens, index) => `<p class="heading ${levelOf(tokens[index])}">`;
  rules.heading_close = () => "</p>\n";
  rules.link_open = (tokens, index) => {
    const href = String(tokens[index]?.attrGet("href") ?? "");
    // A path or an anchor leads nowhere from here; it is told, so that nothing of the text is lost.
    if (!WEB.test(href)) return `<a title="${escapeHtml(href)}">`;
    return `<a href="${escapeHtml(href)}" rel="noopener noreferrer">`;
  };
  rules.image = (tokens, index) => {
    const { content = "" } = tokens[index] ?? {};
    const source = String(tokens[index]?.attrGet("src") ?? "");
    return `<span class="image" title="${escapeHtml(source)}">image: ${escapeHtml(content || source)}</span>`;
  };
  for (const cell of ["th_open", "td_open"]) {
    // Only markdown-it itself writes a style: a cell's alignment.
    rules[cell] = (tokens, index) => {
      const style = String(tokens[index]?.attrGet("style") ?? "");
      const align = /^text-align:(left|center|right)$/.exec(style)?.[1];
      return `<${tokens[index]?.tag}${align ? ` class="${align}"` : ""}>`;
    };
  }
  rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  rules.table_close = () => "</table></div>\n";

  function renderPart({ kind, text, language }: TextPart): string {
    if (kind === "patch") return toDiff(text);
    if (kind === "code") return toBlock(text, language);
    const env = {};
    const tokens = markdown.parse(text, env);
    if (tokens.some(({ level }) => level > MAX_LEVEL)) return toPlain(text);
    return markdown.renderer.render(tokens, markdown.options, env);
  }

  return function* render(text) {
    // Colours of a terminal are not for a file to be read.
    for (const part of toParts(withoutControls(text))) yield renderPart(part);
  };
}

const levelOf = (token: Token | undefined): string => token?.tag ?? "h1";

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function toPlain(text: string): string {
  return `<pre class="plain">${escapeHtml(text)}</pre>\n`;
}

function toBlock(content: string, language: string): string {
  return isPatchFence(content, language)
    ? toDiff(content)
    : `<pre tabindex="0"><code>${escapeHtml(content)}</code></pre>\n`;
}

function toDiff(content: string): string {
  const lines = content.replace(/\n$/, "").split("\n");
  return `<pre class="diff" tabindex="0"><code>${lines.map(toDiffLine).join("\n")}</code></pre>\n`;
}

function toDiffLine(line: string): string {
  const kind = /^(?:\+\+\+|---|diff |index |\*\*\* )/.test(line) ? "file" : (KINDS[line.charAt(0)] ?? null);
  return kind === null ? escapeHtml(line) : `<span class="${kind}">${escapeHtml(line)}</span>`;
}

const KINDS: Readonly<Record<string, string>> = { "+": "added", "-": "removed", "@": "hunk" };
