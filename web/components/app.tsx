import { useCallback, useMemo, useState } from "preact/hooks";
import type { Api } from "../api.ts";
import type { Connection } from "../connection.ts";
import { revealMessage } from "../reveal.ts";
import { connectedSessions, labelSessions } from "../selectors.ts";
import { type Store, useStore } from "../store.ts";
import { Announcer } from "./announcer.tsx";
import { Composer } from "./composer.tsx";
import { Timeline } from "./timeline.tsx";
import { TopBar } from "./top-bar.tsx";

export type AppProps = { store: Store; api: Api; connection: Connection };

export function App({ store, api, connection }: AppProps) {
  const state = useStore(store);
  const { messages, sessions, link, arrived } = state;
  const [sent, setSent] = useState(0);
  const connected = useMemo(() => connectedSessions(state), [sessions]);
  const labels = useMemo(() => labelSessions(sessions), [sessions]);
  const onSent = useCallback(() => setSent((count) => count + 1), []);
  const onReveal = useCallback((id: string) => void revealMessage(id, store, connection), [store, connection]);
  return (
    <>
      <TopBar messages={messages} sessions={sessions} connected={connected} labels={labels} link={link} />
      <Timeline
        state={state}
        labels={labels}
        connected={connected}
        sent={sent}
        loadEarlier={connection.loadEarlier}
        onReveal={onReveal}
      />
      <Composer api={api} store={store} connected={connected} labels={labels} onSent={onSent} />
      <Announcer arrived={arrived} />
    </>
  );
}
