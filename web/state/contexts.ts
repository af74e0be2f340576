/** What show.tsx makes once and cards deep in the list need. */
import { createContext } from "preact";
import type { RowKit } from "../timeline/diff-table";
import type { Highlighter } from "../timeline/highlight";
import type { MarkdownRenderer } from "../timeline/markdown";
import { createSteps, type Steps } from "../timeline/steps";
import { createLazy, type Lazy } from "../ui/lazy";
import { type Api, createApi } from "./api";
import { type Clock, createClock } from "./clock";

/** The heavy parts, each a script of its own. */
export type Heavy = {
  ansi: Lazy<typeof import("../timeline/ansi")>;
  highlight: Lazy<Highlighter>;
  patch: Lazy<PatchKit>;
};
export type PatchKit = RowKit & Pick<typeof import("../timeline/patch"), "parsePatch">;

export const ApiContext = createContext<Api>(createApi(""));
export const ClockContext = createContext<Clock>(createClock(() => 0));
export const MarkdownContext = createContext<MarkdownRenderer>(() => [].values());
export const StepsContext = createContext<Steps>(createSteps());
export const HeavyContext = createContext<Heavy>({
  ansi: createLazy(() => import("../timeline/ansi")),
  highlight: createLazy(async () => (await import("../timeline/highlight")).createHighlighter()),
  patch: createLazy(async () => {
    const [{ parsePatch }, rows] = await Promise.all([import("../timeline/patch"), import("../timeline/patch-rows")]);
    return { parsePatch, toRows: rows.toRows, toPortions: rows.toPortions };
  }),
});
