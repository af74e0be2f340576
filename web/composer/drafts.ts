/**
 * What is being written, for each conversation by itself: text, target and files. Kept here and not
 * in the composer, so that nothing of one gets into another, and a file goes on coming while its
 * writer looks elsewhere.
 */
import { MAX_ATTACHMENTS } from "../../src/shared/constants";
import { explain } from "../state/http";
import type { Aim } from "../state/shell";
import { keep, recall } from "../state/storage";
import type { Upload } from "./upload";

export type PendingFile = {
  key: number;
  name: string;
  bytes: number;
  /** The share that has been sent, 0 to 1. */
  share: number;
  /** The bridge's id for it; null until it has all of it. */
  id: string | null;
  problem: string | null;
};

export type Draft = {
  text: string;
  to: Aim["to"];
  /**
   * The session that is meant, or for both a conversation, where a person chose one; empty where
   * they did not.
   */
  chosen: string;
  files: readonly PendingFile[];
};

/** Null stands for all conversations. */
export type View = string | null;

export type Drafts = {
  of(view: View): Draft;
  change(view: View, change: Partial<Omit<Draft, "files">>): void;
  attach(view: View, files: Iterable<File>): void;
  detach(view: View, key: number): void;
  /** Takes files that the bridge has already. */
  restore(view: View, files: readonly { id: string; name: string }[]): void;
  /** Forgets text and files: they belong to a message now. The target stays. */
  clear(view: View): void;
  subscribe(listener: () => void): () => void;
};

export function createDrafts(upload: Upload): Drafts {
  const drafts = new Map<View, Draft>();
  const running = new Map<number, AbortController>();
  const listeners = new Set<() => void>();
  let counter = 0;

  function of(view: View): Draft {
    const have = drafts.get(view);
    if (have !== undefined) return have;
    const own = recallDraft(view, () => ++counter);
    drafts.set(view, own);
    return own;
  }

  function change(view: View, next: Partial<Draft>): void {
    const draft = { ...of(view), ...next };
    drafts.set(view, draft);
    // At once: the page may be reloaded at any moment.
    keepDraft(view, draft);
    for (const listener of listeners) listener();
  }

  function changeFile(view: View, key: number, next: Partial<PendingFile>): void {
    change(view, { files: of(view).files.map((file) => (file.key === key ? { ...file, ...next } : file)) });
  }

  function start(view: View, file: File): void {
    const key = ++counter;
    const isTooMany = of(view).files.length >= MAX_ATTACHMENTS;
    const problem = isTooMany ? `A message takes at most ${MAX_ATTACHMENTS} files.` : null;
    const entry = { key, name: file.name || "pasted", bytes: file.size, share: 0, id: null, problem };
    change(view, { files: [...of(view).files, entry] });
    if (isTooMany) return;
    const controller = new AbortController();
    running.set(key, controller);
    upload(file, (share) => changeFile(view, key, { share }), controller.signal)
      .then(
        ({ id, name }) => changeFile(view, key, { id, name, share: 1 }),
        (error: unknown) => changeFile(view, key, { problem: explain(error) }),
      )
      .finally(() => running.delete(key));
  }

  return {
    of,
    change,
    attach(view, files) {
      for (const file of files) start(view, file);
    },
    detach(view, key) {
      running.get(key)?.abort();
      running.delete(key);
      change(view, { files: of(view).files.filter((file) => file.key !== key) });
    },
    restore(view, files) {
      change(view, { files: files.map((file) => toStored({ ...file, bytes: 0 }, ++counter)) });
    },
    clear: (view) => change(view, { text: "", files: [] }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const nameFor = (what: string, view: View) => (view === null ? what : `${what}:${view}`);

function keepDraft(view: View, { text, to, chosen, files }: Draft): void {
  const stored = files.flatMap(({ id, name, bytes }) => (id === null ? [] : [{ id, name, bytes }]));
  keep(nameFor("draft", view), text);
  keep(nameFor("target", view), to);
  keep(nameFor("chosen", view), chosen);
  keep(nameFor("files", view), stored.length === 0 ? "" : JSON.stringify(stored));
}

function recallDraft(view: View, nextKey: () => number): Draft {
  const to = recall(nameFor("target", view));
  return {
    text: recall(nameFor("draft", view)) ?? "",
    to: to === "codex" || to === "both" ? to : "claude",
    chosen: recall(nameFor("chosen", view)) ?? "",
    files: recallFiles(nameFor("files", view)).map((file) => toStored(file, nextKey())),
  };
}

type StoredFile = { id: string; name: string; bytes: number };

function toStored({ id, name, bytes }: StoredFile, key: number): PendingFile {
  return { key, name, bytes, share: 1, id, problem: null };
}

function recallFiles(name: string): StoredFile[] {
  try {
    const kept: unknown = JSON.parse(recall(name) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isStored) : [];
  } catch {
    return [];
  }
}

function isStored(value: unknown): value is StoredFile {
  if (typeof value !== "object" || value === null || !("id" in value) || !("name" in value) || !("bytes" in value))
    return false;
  return typeof value.id === "string" && typeof value.name === "string" && typeof value.bytes === "number";
}
