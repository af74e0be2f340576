/** What main.tsx makes once and cards deep in the list need. */
import { createContext } from "preact";
import { type Api, createApi } from "./api";
import { type Clock, createClock } from "./clock";
import type { Highlighter } from "./highlight";
import { createLazy, type Lazy } from "./lazy";
import type { MarkdownRenderer } from "./markdown";

/** The heavy parts, each a script of its own. */
export type Heavy = { highlight: Lazy<Highlighter>; patch: Lazy<typeof import("./patch")> };

export const ApiContext = createContext<Api>(createApi(""));
export const ClockContext = createContext<Clock>(createClock(() => 0));
export const MarkdownContext = createContext<MarkdownRenderer>(() => ({ html: "", blocks: [] }));
export const HeavyContext = createContext<Heavy>({
  highlight: createLazy(async () => (await import("./highlight")).createHighlighter()),
  patch: createLazy(() => import("./patch")),
});
