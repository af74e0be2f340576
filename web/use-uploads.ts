/** Files on their way to the bridge, for the message that is being written. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { MAX_ATTACHMENTS } from "../src/shared/constants";
import { explain } from "./http";
import { keep, recall } from "./storage";
import type { Upload } from "./upload";

export type Pending = {
  key: number;
  name: string;
  bytes: number;
  /** The share that has been sent, 0 to 1. */
  share: number;
  /** The bridge's id for it; null until it has all of it. */
  id: string | null;
  problem: string | null;
};

export type Uploads = {
  pending: readonly Pending[];
  /** False while one of them is on its way or has failed: a message would go without it. */
  ready: boolean;
  add(files: Iterable<File>): void;
  remove(key: number): void;
  /** Forgets them: they belong to a message now. */
  clear(): void;
  /** Takes files that the bridge has already. */
  restore(files: readonly { id: string; name: string }[]): void;
};

/** What the bridge has of them by now is kept under `name`, as the draft is that they belong to. */
export function useUploads(upload: Upload, name: string): Uploads {
  const [pending, setPending] = useState<readonly Pending[]>(() => recallFiles(name));
  const running = useRef(new Map<number, AbortController>());
  const counter = useRef(0);
  useEffect(() => {
    const stored = pending.flatMap(({ id, name: called, bytes }) => (id === null ? [] : [{ id, name: called, bytes }]));
    keep(name, stored.length === 0 ? "" : JSON.stringify(stored));
  }, [pending, name]);

  const change = (key: number, next: Partial<Pending>) =>
    setPending((list) => list.map((one) => (one.key === key ? { ...one, ...next } : one)));

  const start = (file: File, isTooMany: boolean) => {
    const key = ++counter.current;
    const problem = isTooMany ? `A message takes at most ${MAX_ATTACHMENTS} files.` : null;
    const entry: Pending = { key, name: file.name || "pasted", bytes: file.size, share: 0, id: null, problem };
    setPending((list) => [...list, entry]);
    if (isTooMany) return;
    const controller = new AbortController();
    running.current.set(key, controller);
    upload(file, (share) => change(key, { share }), controller.signal)
      .then(
        ({ id, name }) => change(key, { id, name, share: 1 }),
        (error: unknown) => change(key, { problem: explain(error) }),
      )
      .finally(() => running.current.delete(key));
  };

  const add = useCallback(
    (files: Iterable<File>) => {
      let count = pending.length;
      for (const file of files) start(file, ++count > MAX_ATTACHMENTS);
    },
    [pending.length, upload],
  );
  const remove = useCallback((key: number) => {
    running.current.get(key)?.abort();
    setPending((list) => list.filter((one) => one.key !== key));
  }, []);
  const clear = useCallback(() => setPending([]), []);
  const restore = useCallback((files: readonly { id: string; name: string }[]) => {
    setPending(files.map((file) => toStored({ ...file, bytes: 0 }, ++counter.current)));
  }, []);
  useEffect(
    () => () => {
      for (const controller of running.current.values()) controller.abort();
    },
    [],
  );
  return { pending, ready: pending.every(({ id }) => id !== null), add, remove, clear, restore };
}

function toStored({ id, name, bytes }: { id: string; name: string; bytes: number }, key: number): Pending {
  return { key, name, bytes, share: 1, id, problem: null };
}

function recallFiles(name: string): Pending[] {
  try {
    const kept: unknown = JSON.parse(recall(name) ?? "[]");
    // Below zero: what is added later counts from one.
    return Array.isArray(kept) ? kept.filter(isStored).map((file, index) => toStored(file, -1 - index)) : [];
  } catch {
    return [];
  }
}

function isStored(value: unknown): value is { id: string; name: string; bytes: number } {
  if (typeof value !== "object" || value === null || !("id" in value) || !("name" in value) || !("bytes" in value))
    return false;
  return typeof value.id === "string" && typeof value.name === "string" && typeof value.bytes === "number";
}
