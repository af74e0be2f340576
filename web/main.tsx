import { render } from "preact";
import { createApi } from "./api";
import { createClock } from "./clock";
import { App } from "./components/app";
import { createConnection } from "./connection";
import { ApiContext, ClockContext, MarkdownContext } from "./contexts";
import { createMarkdown } from "./markdown";
import { createStore } from "./store";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");

const key = document.querySelector<HTMLMetaElement>('meta[name="codex-bridge-key"]')?.content ?? "";
const store = createStore();
const api = createApi(key);
const connection = createConnection({ key, store, api, reload: () => location.reload() });
const clock = createClock(() => store.get().clockOffsetMs);

render(
  <ApiContext.Provider value={api}>
    <ClockContext.Provider value={clock}>
      <MarkdownContext.Provider value={createMarkdown()}>
        <App store={store} api={api} connection={connection} />
      </MarkdownContext.Provider>
    </ClockContext.Provider>
  </ApiContext.Provider>,
  root,
);
