import { useMemo } from "preact/hooks";
import { memo } from "../state/memo";
import type { PatchHunk } from "./patch";
import type { Row, Side, toPortions, toRows } from "./patch-rows";
import { createSource, usePieces } from "./use-pieces";

/** How the rows are made; fetched with the rest of what diffs need. */
export type RowKit = { toRows: typeof toRows; toPortions: typeof toPortions };

/** Rows that are drawn at once. */
const PORTION = 150;
/** What follows these portions comes as the reader scrolls to it. */
const EAGER_PORTIONS = 4;

type Props = { hunks: readonly PatchHunk[]; wide: boolean; kit: RowKit; name: string };

/** The lines of one file: one below the other, or what was beside what is. */
export function DiffTable({ hunks, wide, kit, name }: Props) {
  const source = useMemo(() => createSource(kit.toPortions(kit.toRows(hunks, wide), PORTION)), [hunks, wide, kit]);
  const { shown, done, end } = usePieces(source, { first: 1, eager: EAGER_PORTIONS });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="diff-scroll" tabIndex={0} role="group" aria-label={`Lines of ${name}`}>
      <div class={`diff-portions ${wide ? "split" : "unified"}`}>
        {shown.map((rows, index) => (
          <Portion key={index} rows={rows} wide={wide} />
        ))}
        {!done && <div ref={end} class="piece-end" />}
      </div>
    </div>
  );
}

const Portion = memo(function Portion({ rows, wide }: { rows: readonly Row[]; wide: boolean }) {
  return (
    <table class={`diff-table ${wide ? "split" : "unified"}`}>
      {wide ? (
        <colgroup>
          <col class="col-number" />
          <col />
          <col class="col-number" />
          <col />
        </colgroup>
      ) : null}
      <tbody>
        {rows.map((row, index) => (
          <DiffRow key={index} row={row} wide={wide} />
        ))}
      </tbody>
    </table>
  );
});

function DiffRow({ row, wide }: { row: Row; wide: boolean }) {
  if (row.type === "hunk") {
    return (
      <tr class="diff-hunk">
        <td colSpan={wide ? 4 : 3}>{row.title === "" ? "⋯" : row.title}</td>
      </tr>
    );
  }
  if (row.type === "pair") {
    const { old, now } = row;
    return (
      <tr>
        <LineNumber side={old} of="before" />
        <Content side={old} />
        <LineNumber side={now} of="after" />
        <Content side={now} />
      </tr>
    );
  }
  const { kind, before, after } = row.side.line;
  return (
    <tr class={kind}>
      <td class="diff-number" data-number={before ?? ""} />
      <td class="diff-number" data-number={after ?? ""} data-old={before ?? ""} />
      <Content side={row.side} />
    </tr>
  );
}

/** Numbers and signs are drawn, not written: whoever selects lines wants the lines. */
function LineNumber({ side, of }: { side: Side | null; of: "before" | "after" }) {
  return <td class={`diff-number ${side?.line.kind ?? "none"}`} data-number={side?.line[of] ?? ""} />;
}

function Content({ side }: { side: Side | null }) {
  if (side === null) return <td class="diff-line none" />;
  const { words, line } = side;
  const { kind, text, ended } = line;
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
