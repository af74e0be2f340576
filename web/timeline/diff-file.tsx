import { useEffect, useRef, useState } from "preact/hooks";
import type { PatchKit } from "../state/contexts";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icons";
import { DiffCounts } from "./diff-counts";
import { DiffTable } from "./diff-table";
import type { PatchFile } from "./patch";
import { useNear } from "./use-near";
import { useViewed } from "./viewed";

/** A file with more lines than this is shown when it is opened. */
const OPEN_LINES = 400;
/** A file with no more than these is drawn at once. */
const SHORT_LINES = 40;
const LINE_PX = 20;

const CHANGES: Readonly<Record<PatchFile["change"], string | null>> = {
  added: "new file",
  deleted: "deleted",
  renamed: "renamed",
  copied: "copied",
  changed: null,
};

type Props = {
  file: PatchFile;
  wide: boolean;
  kit: PatchKit;
  /** What is copied; null for the file's own part of the patch. */
  copy: string | null;
  whole: boolean;
  /** Told to all files of the diff: to fold or to open. A new object each time. */
  folded: { all: boolean } | null;
};

export function nameOfFile({ from, to }: Pick<PatchFile, "from" | "to">): string {
  return to ?? from ?? "changes";
}

/** One file of a diff. Its lines are read and drawn when it comes near to what is seen. */
export function DiffFile({ file, wide, kit, copy, whole, folded }: Props) {
  const { from, to, change, note, added, removed, length } = file;
  const root = useRef<HTMLElement>(null);
  const near = useNear(root) || length <= SHORT_LINES;
  const [viewed, setViewed] = useViewed(file.source);
  const [open, setOpen] = useState(length <= OPEN_LINES && !viewed && folded?.all !== true);
  useEffect(() => {
    if (folded !== null) setOpen(!folded.all);
  }, [folded]);
  const name = nameOfFile(file);
  const word = CHANGES[change];
  return (
    <section ref={root} class={`diff-file ${change}`} aria-label={`Changes in ${name}`} data-testid="diff-file">
      <header class="diff-head">
        <button
          type="button"
          class="diff-toggle quiet"
          aria-expanded={open}
          title={open ? "Fold this file away" : `Show ${length} lines`}
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
          {length > 0 && <DiffCounts added={added} removed={removed} />}
          {whole && (
            <label class="diff-viewed">
              <input
                type="checkbox"
                checked={viewed}
                onChange={(event) => {
                  setViewed(event.currentTarget.checked);
                  setOpen(!event.currentTarget.checked);
                }}
              />
              Viewed
            </label>
          )}
          {whole && <CopyButton text={copy ?? file.source} label="Copy the patch" />}
        </span>
      </header>
      {open && note !== null && <p class="diff-note">{note}</p>}
      {open && length > 0 && near && (
        <DiffTable hunks={file.hunks} wide={wide && added > 0 && removed > 0} kit={kit} name={name} />
      )}
      {open && length > 0 && !near && (
        <div class="diff-wait" style={{ height: `${Math.min(length, 200) * LINE_PX}px` }} />
      )}
    </section>
  );
}
