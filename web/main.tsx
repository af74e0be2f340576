import { render } from "preact";
import { createApi } from "./api.ts";
import { createClock } from "./clock.ts";
import { App } from "./components/app.tsx";
import { MarkdownContext } from "./components/message-body.tsx";
import { ClockContext } from "./components/wait.tsx";
import { createConnection } from "./connection.ts";
import { createMarkdown } from "./markdown.ts";
import { createStore } from "./store.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");

const key = document.querySelector<HTMLMetaElement>('meta[name="codex-bridge-key"]')?.content ?? "";
const store = createStore();
const api = createApi(key);
const connection = createConnection({ key, store, api, reload: () => location.reload() });
const clock = createClock(() => store.get().clockOffsetMs);

render(
  <ClockContext.Provider value={clock}>
    <MarkdownContext.Provider value={createMarkdown()}>
      <App store={store} api={api} connection={connection} />
    </MarkdownContext.Provider>
  </ClockContext.Provider>,
  root,
);
