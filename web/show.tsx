import { render } from "preact";
import { createClock } from "./state/clock";
import { ApiContext, ClockContext, MarkdownContext } from "./state/contexts";
import { createMarkdown } from "./timeline/markdown";
import { App, type AppProps } from "./ui/app";

/** Draws the page in `root`, and anew whenever its store changes. */
export function show(root: HTMLElement, parts: AppProps): void {
  const clock = createClock(() => parts.store.get().clockOffsetMs);
  render(
    <ApiContext.Provider value={parts.api}>
      <ClockContext.Provider value={clock}>
        <MarkdownContext.Provider value={createMarkdown()}>
          <App {...parts} />
        </MarkdownContext.Provider>
      </ClockContext.Provider>
    </ApiContext.Provider>,
    root,
  );
}
