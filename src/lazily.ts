/**
 * Schemas that are made when something is first checked by them. A process uses few of all that there are, and some
 * sixty are enough to start the engine's optimising compiler, which takes 3 MB for good.
 */
import type * as z from "zod";

/** Makes the value at the first call, and gives the same one at every other. */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What such a schema gives. */
export type Made<S extends () => z.ZodType> = z.output<ReturnType<S>>;
