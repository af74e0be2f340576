/**
 * The looks of an exported file: the page's colours and cards, without what only a live page needs.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f6f3, #121115);
  --sunken: light-dark(#f3f2ef, #131217);
  --line: light-dark(#e3e0da, #2e2c34);
  --ink: light-dark(#211f26, #e8e5ec);
  --ink-soft: light-dark(#5c5964, #aaa5b4);
  --added-ink: light-dark(#0d5a2c, #8fdcaa);
  --added-tint: light-dark(#dff5e5, #12291b);
  --removed-ink: light-dark(#9a1c1c, #ffa8a0);
  --removed-tint: light-dark(#fde8e6, #321a1a);
  --hunk-ink: light-dark(#4b4a9c, #aeb4ff);
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --offset: 72px;
}
@media (max-width: 640px) { :root { --offset: 20px; } }
@media print { :root { color-scheme: light; } .message { break-inside: avoid-page; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/24px var(--sans); }
main, header.top { max-width: 900px; margin: 0 auto; padding: 16px; }
header.top { border-bottom: 1px solid var(--line); }
h1 { margin: 8px 0; font-size: 20px; line-height: 28px; }
header.top p, .head, .files { color: var(--ink-soft); font-size: 12.5px; line-height: 20px; margin: 0; overflow-wrap: anywhere; }
h2 { margin: 24px 0 12px; text-align: center; color: var(--ink-soft); font-size: 12.5px; font-weight: 500; }
.row { margin: 12px 0; --accent: light-dark(#8d8996, #77737f); --accent-ink: light-dark(#4a4751, #c8c4cf); --tint: light-dark(#efeef1, #1f1e23); --edge: light-dark(#dbd9df, #37353d); padding-inline: calc(var(--offset) / 2); }
.row.claude { --accent: light-dark(#7c5cff, #8f74ff); --accent-ink: light-dark(#5b3bd6, #b8a6ff); --tint: light-dark(#f6f3ff, #1d1a29); --edge: light-dark(#ddd4ff, #372f5c); padding-inline: 0 var(--offset); }
.row.codex { --accent: light-dark(#10a37f, #19b48e); --accent-ink: light-dark(#08684f, #5fd3b0); --tint: light-dark(#effaf6, #14201d); --edge: light-dark(#c3e8dc, #224a3e); padding-inline: var(--offset) 0; }
.message { padding: 8px 18px 12px; border: 1px solid var(--edge); border-radius: 10px; background: var(--tint); overflow: hidden; }
.claude .message { border-left: 3px solid var(--accent); }
.codex .message { border-right: 3px solid var(--accent); }
.message:target { outline: 2px solid var(--accent); }
.head { display: flex; flex-wrap: wrap; gap: 0 8px; }
.head span + span:not(:nth-child(2))::before { content: "· "; }
.head .name { color: var(--accent-ink); font-size: 14px; font-weight: 600; }
.head time { margin-left: auto; font-variant-numeric: tabular-nums; }
.answers { display: block; margin: 4px 0; padding-left: 8px; border-left: 2px solid var(--edge); color: var(--ink-soft); font-size: 12.5px; line-height: 20px; text-decoration: none; overflow-wrap: anywhere; }
.body { overflow-wrap: anywhere; unicode-bidi: isolate; }
.body > :first-child { margin-top: 4px; }
.body > :last-child { margin-bottom: 0; }
.body a { color: var(--accent-ink); }
.heading { font-weight: 600; }
.heading.h1, .heading.h2 { font-size: 17px; }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 3px solid var(--edge); color: var(--ink-soft); }
code { font: 13px/20px var(--mono); }
:not(pre) > code { direction: ltr; unicode-bidi: isolate; padding: 1px 4px; border-radius: 4px; background: var(--sunken); }
pre { margin: 8px 0; padding: 8px 12px; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--sunken); font: 13px/20px var(--mono); tab-size: 4; direction: ltr; text-align: left; unicode-bidi: isolate; }
pre.plain { white-space: pre-wrap; direction: inherit; text-align: start; }
.body :is(p, li, td, th) { unicode-bidi: plaintext; }
.diff span { display: inline-block; min-width: 100%; }
.diff .added { background: var(--added-tint); color: var(--added-ink); }
.diff .removed { background: var(--removed-tint); color: var(--removed-ink); }
.diff .hunk { color: var(--hunk-ink); }
.diff .file { font-weight: 600; }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { overflow-wrap: break-word; padding: 4px 10px; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th.center, td.center { text-align: center; }
th.right, td.right { text-align: right; }
.files { margin: 8px 0 0; padding: 0; list-style: none; }
.files img { display: block; max-width: 100%; max-height: 400px; margin: 4px 0; border-radius: 6px; }
`;
