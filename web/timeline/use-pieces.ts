import type { RefObject } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { StepsContext } from "../state/contexts";

/** Something long that is made a piece at a time. */
export type Source<T> = { iterator: Iterator<T, void, undefined>; made: T[]; done: boolean };

export type Pieces<T> = {
  shown: readonly T[];
  done: boolean;
  /** Stands behind the last piece while there are more: what comes near to it is made. */
  end: RefObject<HTMLDivElement | null>;
};

type Options = {
  /** This many are made at once. */
  first: number;
  /** So many come without being asked for, one by one. */
  eager: number;
  /** False where that is all that is wanted, wherever the reader is. */
  rest?: boolean;
};

const AHEAD = "1600px";

export function createSource<T>(pieces: Iterable<T> | Iterator<T, void, undefined>): Source<T> {
  const iterator = Symbol.iterator in pieces ? pieces[Symbol.iterator]() : pieces;
  return { iterator, made: [], done: false };
}

/**
 * The pieces of a source that are there by now; the others come one by one, between the browser's
 * own work.
 */
export function usePieces<T>(source: Source<T>, { first, eager, rest = true }: Options): Pieces<T> {
  const steps = useContext(StepsContext);
  const [, redraw] = useState(0);
  const end = useRef<HTMLDivElement>(null);
  const near = useNearing(end, source);
  while (source.made.length < first && !source.done) make(source);
  const count = source.made.length;
  const hungry = !source.done && (count < eager || (rest && near));
  useEffect(() => {
    if (!hungry) return;
    return steps.run(() => {
      make(source);
      redraw((times) => times + 1);
      // The next one is asked for when this one has been drawn.
      return false;
    });
  }, [hungry, source, count, steps]);
  return { shown: source.made.slice(), done: source.done, end };
}

/** Makes one piece, and looks whether it was the last. */
function make<T>(source: Source<T>): void {
  const next = source.iterator.next();
  if (next.done) source.done = true;
  else source.made.push(next.value);
}

/** Whether an element is near to what the reader sees now. */
function useNearing(element: RefObject<Element | null>, of: unknown): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const own = element.current;
    if (own === null) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), {
      root: own.closest(".timeline"),
      rootMargin: AHEAD,
    });
    observer.observe(own);
    return () => observer.disconnect();
  }, [element, of]);
  return near;
}
