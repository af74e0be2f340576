import { createDrafts } from "./composer/drafts";
import { createOutbox } from "./composer/outbox";
import { askForKey, endStart, forgetKey, spendLink } from "./login";
import { createApi } from "./state/api";
import { createConnection } from "./state/connection";
import { linkTo, parseRoute } from "./state/route";
import { createStore } from "./state/store";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");

const given = document.querySelector<HTMLMetaElement>('meta[name="codex-bridge-key"]')?.content ?? "";
const key = given === "" ? await askForKey(root) : given;
// A one-time link that was not needed is used up all the same.
if (given !== "") void spendLink();
const store = createStore();
// Before anything is heard: what is not shown must not count as seen.
const route = parseRoute(location.hash);
if (route !== null && route.view !== null) store.dispatch({ type: "view", view: route.view });
const api = createApi(key);
const connection = createConnection({
  key,
  store,
  api,
  reload() {
    forgetKey();
    location.reload();
  },
});
const outbox = createOutbox(api, store, (conversation, { view }) => {
  // What was written in one conversation may belong into another: the human wants to see it.
  if (view !== null && view !== conversation && store.get().view === view) location.hash = linkTo(conversation);
});
const drafts = createDrafts(api.upload);
// Most of the script comes while the bridge is asked, and after the first paint.
const { show } = await import("./show");
endStart();
show(root, { store, api, connection, outbox, drafts });
