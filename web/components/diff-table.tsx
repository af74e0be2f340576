import type { PatchHunk, PatchLine, toPairs } from "../patch";

type Props = { hunks: readonly PatchHunk[]; wide: boolean; toPairs: typeof toPairs; name: string };

/** The lines of one file: one below the other, or what was beside what is. */
export function DiffTable({ hunks, wide, toPairs, name }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="diff-scroll" tabIndex={0} role="group" aria-label={`Lines of ${name}`}>
      <table class={`diff-table ${wide ? "split" : "unified"}`}>
        {wide ? (
          <colgroup>
            <col class="col-number" />
            <col />
            <col class="col-number" />
            <col />
          </colgroup>
        ) : null}
        {hunks.map((hunk, index) => (
          <tbody key={index}>
            {(index > 0 || hunk.title !== "") && (
              <tr class="diff-hunk">
                <td colSpan={wide ? 4 : 3}>{hunk.title === "" ? "⋯" : hunk.title}</td>
              </tr>
            )}
            {wide ? toPairs(hunk.lines).map(toPairRow) : hunk.lines.map(toRow)}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function toRow(line: PatchLine, index: number) {
  return (
    <tr key={index} class={line.kind}>
      <td class="diff-number" data-number={line.before ?? ""} />
      <td class="diff-number" data-number={line.after ?? ""} data-old={line.before ?? ""} />
      <Content line={line} />
    </tr>
  );
}

function toPairRow([old, now]: [PatchLine | null, PatchLine | null], index: number) {
  return (
    <tr key={index}>
      <LineNumber line={old} side="before" />
      <Content line={old} />
      <LineNumber line={now} side="after" />
      <Content line={now} />
    </tr>
  );
}

/** Numbers and signs are drawn, not written: whoever selects lines wants the lines. */
function LineNumber({ line, side }: { line: PatchLine | null; side: "before" | "after" }) {
  return <td class={`diff-number ${line?.kind ?? "none"}`} data-number={line?.[side] ?? ""} />;
}

function Content({ line }: { line: PatchLine | null }) {
  if (line === null) return <td class="diff-line none" />;
  const { kind, text, words, ended } = line;
  const content =
    words?.map(({ text: word, changed }, index) => (changed ? <mark key={index}>{word}</mark> : word)) ?? text;
  return (
    <td class={`diff-line ${kind}`}>
      {kind === "added" ? <ins>{content}</ins> : kind === "removed" ? <del>{content}</del> : content}
      {!ended && (
        <span
          class="diff-unended"
          title="No line break at the end of the file"
          role="img"
          aria-label="no line break at the end of the file"
        />
      )}
    </td>
  );
}
