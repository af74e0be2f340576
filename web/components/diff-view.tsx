import { useContext, useMemo, useRef, useState } from "preact/hooks";
import { HeavyContext } from "../contexts";
import { useLazy } from "../lazy";
import type { Patch, PatchFile } from "../patch";
import { useWide } from "../use-wide";
import { CodeBlock } from "./code-block";
import { CopyButton } from "./copy-button";
import { DiffTable } from "./diff-table";
import { Icon } from "./icons";

/** With this much room a diff stands side by side; a window of 1000 pixels leaves about as much to a card. */
const SIDE_BY_SIDE_PX = 780;
/** A file with more lines than this is shown when it is opened. */
const OPEN_LINES = 400;

const CHANGES: Readonly<Record<PatchFile["change"], string | null>> = {
  added: "new file",
  deleted: "deleted",
  renamed: "renamed",
  copied: "copied",
  changed: null,
};

type Props = { text: string; whole: boolean };
type ToPairs = Parameters<typeof DiffTable>[0]["toPairs"];

/** A unified diff, a part for each file. What cannot be read as a diff is shown as code. */
export function DiffView({ text, whole }: Props) {
  const heavy = useContext(HeavyContext);
  const kit = useLazy(heavy.patch, true);
  const patch = useMemo(() => kit?.parsePatch(text) ?? null, [kit, text]);
  if (!kit || patch === null) return <CodeBlock text={text} language="diff" whole={whole} />;
  return <DiffFiles patch={patch} text={text} whole={whole} toPairs={kit.toPairs} />;
}

function DiffFiles({ patch: { preface, files }, text, whole, toPairs }: Props & { patch: Patch; toPairs: ToPairs }) {
  const root = useRef<HTMLDivElement>(null);
  const wide = useWide(root, SIDE_BY_SIDE_PX);
  return (
    <div ref={root} class="diff" data-testid="diff" data-layout={wide ? "split" : "unified"}>
      {files.length > 1 && (
        <div class="diff-bar">
          <span>{files.length} files</span>
          <Counts added={sum(files, "added")} removed={sum(files, "removed")} />
          {whole && <CopyButton text={text} label="Copy the whole patch" />}
        </div>
      )}
      {preface !== "" && <pre class="diff-preface">{preface}</pre>}
      {files.map((file, index) => (
        <DiffFile
          key={index}
          file={file}
          wide={wide}
          toPairs={toPairs}
          copy={files.length === 1 ? text : file.source}
          whole={whole}
        />
      ))}
    </div>
  );
}

type FileProps = { file: PatchFile; wide: boolean; toPairs: ToPairs; copy: string; whole: boolean };

function DiffFile({ file, wide, toPairs, copy, whole }: FileProps) {
  const { from, to, change, note, hunks, added, removed } = file;
  const lines = hunks.reduce((all, hunk) => all + hunk.lines.length, 0);
  const [open, setOpen] = useState(lines <= OPEN_LINES);
  const name = to ?? from ?? "changes";
  const word = CHANGES[change];
  return (
    <section class={`diff-file ${change}`} aria-label={`Changes in ${name}`} data-testid="diff-file">
      <header class="diff-head">
        <button
          type="button"
          class="diff-toggle quiet"
          aria-expanded={open}
          title={open ? "Fold this file away" : `Show ${lines} lines`}
          onClick={() => setOpen(!open)}
        >
          <Icon name="chevron" />
          <bdi class="diff-name">
            {from !== null && to !== null && from !== to && <span class="diff-old">{from} → </span>}
            {name}
          </bdi>
        </button>
        <span class="diff-side">
          {word !== null && <span class="diff-change">{word}</span>}
          {hunks.length > 0 && <Counts added={added} removed={removed} />}
          {whole && <CopyButton text={copy} label="Copy the patch" />}
        </span>
      </header>
      {open && note !== null && <p class="diff-note">{note}</p>}
      {open && hunks.length > 0 && (
        <DiffTable hunks={hunks} wide={wide && added > 0 && removed > 0} toPairs={toPairs} name={name} />
      )}
    </section>
  );
}

function Counts({ added, removed }: { added: number; removed: number }) {
  return (
    <span class="diff-counts" data-testid="diff-counts" title={`${added} lines added, ${removed} removed`}>
      <span class="plus">+{added}</span> <span class="minus">−{removed}</span>
    </span>
  );
}

function sum(files: readonly PatchFile[], key: "added" | "removed"): number {
  return files.reduce((all, file) => all + file[key], 0);
}
