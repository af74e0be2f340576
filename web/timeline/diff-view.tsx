import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { HeavyContext, type PatchKit } from "../state/contexts";
import { CopyButton } from "../ui/copy-button";
import { useLazy } from "../ui/lazy";
import { useWide } from "../ui/use-wide";
import { CodeBlock } from "./code-block";
import { DiffCounts } from "./diff-counts";
import { DiffFile, nameOfFile } from "./diff-file";
import type { Patch, PatchFile } from "./patch";
import { scrollTo } from "./scroll-to";
import { createSource, usePieces } from "./use-pieces";

/**
 * With this much room a diff stands side by side; a window of 1000 pixels leaves about as much to a
 * card.
 */
const SIDE_BY_SIDE_PX = 780;
/** From so many files on, they are listed above. */
const LISTED_FILES = 3;
/** Files that are put on the page at once; after a few of these the reader has to come to them. */
const PORTION = 12;
const EAGER_PORTIONS = 4;
const AT_ONCE_CHARS = 100_000;

type Props = { text: string; whole: boolean };

/** A diff, a part for each file. What cannot be read as a diff is shown as code. */
export function DiffView({ text, whole }: Props) {
  const heavy = useContext(HeavyContext);
  const kit = useLazy(heavy.patch, true);
  // A long one is read when the page has been drawn with all else.
  const source = useMemo(() => createSource(kit ? readOnce(kit, text) : []), [kit, text]);
  const { shown, done } = usePieces(source, { first: text.length > AT_ONCE_CHARS ? 0 : 1, eager: 1 });
  const patch = shown[0] ?? null;
  if (kit && patch !== null) return <DiffFiles patch={patch} text={text} whole={whole} kit={kit} />;
  if (kit !== null && text.length > AT_ONCE_CHARS && !(kit && done)) return <p class="faint">Reading the diff…</p>;
  return <CodeBlock text={text} language="diff" whole={whole} />;
}

function* readOnce(kit: PatchKit, text: string): Generator<Patch, void, undefined> {
  const patch = kit.parsePatch(text);
  if (patch !== null) yield patch;
}

function DiffFiles({ patch: { preface, files }, text, whole, kit }: Props & { patch: Patch; kit: PatchKit }) {
  const root = useRef<HTMLDivElement>(null);
  const wide = useWide(root, SIDE_BY_SIDE_PX);
  // What the whole list was told last; a file that was folded or opened by itself since then is
  // another matter.
  const [folded, setFolded] = useState<{ all: boolean } | null>(null);
  const isFolded = folded?.all === true;
  const source = useMemo(() => createSource(toPortions(files)), [files]);
  const [goal, setGoal] = useState<{ file: number } | null>(null);
  const first = Math.floor((goal?.file ?? 0) / PORTION) + 1;
  const { shown, done, end } = usePieces(source, { first, eager: EAGER_PORTIONS });
  useEffect(() => {
    const file = root.current?.querySelectorAll<HTMLElement>(":scope > .diff-file")[goal?.file ?? -1];
    if (file === undefined) return;
    file.querySelector<HTMLElement>('.diff-toggle[aria-expanded="false"]')?.click();
    file.querySelector<HTMLElement>(".diff-toggle")?.focus({ preventScroll: true });
    void scrollTo(() => file);
  }, [goal]);
  return (
    <div ref={root} class="diff" data-testid="diff" data-layout={wide ? "split" : "unified"}>
      {files.length > 1 && (
        <div class="diff-bar">
          <span>{files.length} files</span>
          <DiffCounts added={sum(files, "added")} removed={sum(files, "removed")} />
          <button
            type="button"
            class="quiet diff-all"
            aria-expanded={!isFolded}
            onClick={() => setFolded({ all: !isFolded })}
          >
            {isFolded ? "Expand all" : "Collapse all"}
          </button>
          {whole && <CopyButton text={text} label="Copy the whole patch" />}
        </div>
      )}
      {files.length >= LISTED_FILES && <FileList files={files} onChoose={(file) => setGoal({ file })} />}
      {preface !== "" && <pre class="diff-preface">{preface}</pre>}
      {shown.flat().map((file, index) => (
        <DiffFile
          key={index}
          file={file}
          wide={wide}
          kit={kit}
          copy={files.length === 1 ? text : null}
          whole={whole}
          folded={folded}
        />
      ))}
      {!done && <div ref={end} class="piece-end" />}
    </div>
  );
}

function FileList({ files, onChoose }: { files: readonly PatchFile[]; onChoose: (index: number) => void }) {
  return (
    <ul class="diff-list" aria-label="The files of this diff" data-testid="diff-list">
      {files.map((file, index) => (
        <li key={index}>
          <button type="button" class="quiet" onClick={() => onChoose(index)}>
            <bdi>{nameOfFile(file)}</bdi>
            <DiffCounts added={file.added} removed={file.removed} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function* toPortions(files: readonly PatchFile[]): Generator<readonly PatchFile[], void, undefined> {
  for (let from = 0; from < files.length; from += PORTION) yield files.slice(from, from + PORTION);
}

function sum(files: readonly PatchFile[], key: "added" | "removed"): number {
  return files.reduce((all, file) => all + file[key], 0);
}
