import { render } from "preact";
import { createClock } from "./clock";
import { App, type AppProps } from "./components/app";
import { ApiContext, ClockContext, MarkdownContext } from "./contexts";
import { createMarkdown } from "./markdown";

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
