/**
 * What makes the tokens of a hostile text harmless: nothing of it acts on the page, leads elsewhere
 * unseen or loads anything.
 */
import type { StateCore, Token } from "markdown-it";

export const WEB = /^(?:https?:\/\/|mailto:)/i;

/**
 * Takes from the tokens what must not act on the page: headings of its outline, style attributes,
 * images, links.
 */
export function makeInert(state: StateCore): void {
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
