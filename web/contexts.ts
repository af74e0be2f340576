/** What show.tsx makes once and cards deep in the list need. */
import { createContext } from "preact";
import { type Api, createApi } from "./api";
import { type Clock, createClock } from "./clock";
import type { RowKit } from "./components/diff-table";
import type { Highlighter } from "./highlight";
import { createLazy, type Lazy } from "./lazy";
import type { MarkdownRenderer } from "./markdown";
import { createSteps, type Steps } from "./steps";

/** The heavy parts, each a script of its own. */
export type Heavy = { ansi: Lazy<typeof import("./ansi")>; highlight: Lazy<Highlighter>; patch: Lazy<PatchKit> };
export type PatchKit = RowKit & Pick<typeof import("./patch"), "parsePatch">;

export const ApiContext = createContext<Api>(createApi(""));
export const ClockContext = createContext<Clock>(createClock(() => 0));
export const MarkdownContext = createContext<MarkdownRenderer>(() => [].values());
export const StepsContext = createContext<Steps>(createSteps());
export const HeavyContext = createContext<Heavy>({
  ansi: createLazy(() => import("./ansi")),
  highlight: createLazy(async () => (await import("./highlight")).createHighlighter()),
  patch: createLazy(async () => {
    const [{ parsePatch }, rows] = await Promise.all([import("./patch"), import("./patch-rows")]);
    return { parsePatch, toRows: rows.toRows, toPortions: rows.toPortions };
  }),
});
