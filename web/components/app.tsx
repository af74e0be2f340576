import { useCallback, useMemo, useState } from "preact/hooks";
import type { Api } from "../api";
import type { Connection } from "../connection";
import { revealMessage } from "../reveal";
import { connectedSessions, countHeld, labelSessions, openQuestions } from "../selectors";
import { type Store, useStore } from "../store";
import { Announcer } from "./announcer";
import { Composer } from "./composer";
import { HeldBanner } from "./held-banner";
import { Timeline } from "./timeline";
import { TopBar } from "./top-bar";

export type AppProps = { store: Store; api: Api; connection: Connection };

export function App({ store, api, connection }: AppProps) {
  const state = useStore(store);
  const { known, sessions, link, arrived } = state;
  const [sent, setSent] = useState(0);
  const connected = useMemo(() => connectedSessions(state), [sessions]);
  const open = useMemo(() => openQuestions({ known }), [known]);
  const held = useMemo(() => countHeld({ known }), [known]);
  const labels = useMemo(() => labelSessions(sessions), [sessions]);
  const onSent = useCallback(() => setSent((count) => count + 1), []);
  const onReveal = useCallback((id: string) => void revealMessage(id, store, connection), [store, connection]);
  return (
    <>
      <TopBar open={open} sessions={sessions} connected={connected} labels={labels} link={link} />
      <Timeline
        state={state}
        labels={labels}
        connected={connected}
        sent={sent}
        loadEarlier={connection.loadEarlier}
        onReveal={onReveal}
      />
      <HeldBanner held={held} api={api} />
      <Composer api={api} store={store} connected={connected} labels={labels} onSent={onSent} />
      <Announcer arrived={arrived} />
    </>
  );
}
