/** What main.tsx makes once and cards deep in the list need. */
import { createContext } from "preact";
import { type Api, createApi } from "./api";
import { type Clock, createClock } from "./clock";
import type { MarkdownRenderer } from "./markdown";

export const ApiContext = createContext<Api>(createApi(""));
export const ClockContext = createContext<Clock>(createClock(() => 0));
export const MarkdownContext = createContext<MarkdownRenderer>(() => "");
