/** A plugin of markdown-it's that brings no types. */
declare module "markdown-it-footnote" {
  import type { MarkdownIt } from "markdown-it";
  export default function footnotes(markdown: MarkdownIt): void;
}

/** A file that the bundler puts beside the scripts: its address. */
declare module "*.svg" {
  const address: string;
  export default address;
}
