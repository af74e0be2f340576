import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import type { Api } from "../api";
import type { Connection } from "../connection";
import { headlineOf } from "../headline";
import { messageOf } from "../known";
import type { Outbox, Parcel } from "../outbox";
import { useRoute } from "../route";
import { connectedSessions, labelSessions, openQuestions } from "../selectors";
import { type Aim, aimOf, type Shell, ShellContext, type Subject } from "../shell";
import { keep, recall } from "../storage";
import { type Store, useStore } from "../store";
import { useAttention } from "../use-attention";
import { useConversation } from "../use-conversation";
import { useDrop } from "../use-drop";
import { useGate } from "../use-gate";
import { useHeld } from "../use-held";
import { useKeys } from "../use-keys";
import { NARROW, useMedia } from "../use-media";
import { useMessageKeys } from "../use-message-keys";
import { useReading } from "../use-reading";
import { Announcer } from "./announcer";
import { Composer } from "./composer";
import { Details } from "./details";
import { EndDialog } from "./end-dialog";
import { HeldTray } from "./held-tray";
import { HelpDialog } from "./help-dialog";
import { OutboxList } from "./outbox-list";
import { Rail } from "./rail";
import { Reconnect } from "./reconnect";
import { SearchDialog } from "./search-dialog";
import { Sheet } from "./sheet";
import { Timeline } from "./timeline";
import { TopBar } from "./top-bar";

export type AppProps = { store: Store; api: Api; connection: Connection; outbox: Outbox };

type Over = "search" | "help" | "rail" | "end" | null;

export function App({ store, api, connection, outbox }: AppProps) {
  const state = useStore(store);
  const { known, sessions, conversations, view, link, arrived, loaded } = state;
  const [sent, setSent] = useState(0);
  const [over, setOver] = useState<Over>(null);
  const [subject, setSubject] = useState<Subject | null>(null);
  const [aim, setAim] = useState<Aim | null>(null);
  const [taken, setTaken] = useState<Parcel | null>(null);
  const [collapsed, setCollapsed] = useState(() => recall("rail") === "collapsed");
  const narrow = useMedia(NARROW);
  const { over: dragging, dropped } = useDrop();

  const connected = useMemo(() => connectedSessions({ sessions }), [sessions]);
  const labels = useMemo(() => labelSessions(sessions), [sessions]);
  const open = useMemo(() => openQuestions({ known }), [known]);
  const conversation = view === null ? undefined : conversations.get(view);
  const openHere = useMemo(
    () => (view === null ? open : open.filter((one) => one.conversation === view)),
    [open, view],
  );
  const participants = useMemo(
    () =>
      view === null ? connected : (conversation?.members ?? []).flatMap(({ session }) => sessions.get(session) ?? []),
    [view, connected, conversation, sessions],
  );
  const control = useGate(state, api);

  useRoute(store, connection, loaded);
  useConversation(state, store, api);
  useHeld(state, store, api);
  useReading(state, store, api);
  useAttention(state, headlineOf(open, sessions));

  const opener = useRef<Element | null>(null);
  const shell = useMemo<Shell>(
    () => ({
      show(next) {
        if (next !== null) opener.current = document.activeElement;
        else if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
        setSubject(next);
      },
      write(next) {
        setAim({ ...next });
        if (matchMedia(NARROW).matches) setSubject(null);
      },
    }),
    [],
  );
  const onSent = useCallback(() => setSent((count) => count + 1), []);
  const close = useCallback(() => setOver(null), []);
  const isKnown = useCallback((id: string) => messageOf(store.get(), id) !== undefined, [store]);
  const edit = useCallback(
    (parcel: Parcel) => {
      outbox.remove(parcel.say.id);
      setTaken(parcel);
    },
    [outbox],
  );
  const collapse = () => {
    setCollapsed(!collapsed);
    keep("rail", collapsed ? "" : "collapsed");
  };

  const messageKeys = useMessageKeys(store);
  const onCurrent = (act: (message: NonNullable<ReturnType<typeof messageKeys.current>>) => void) => () => {
    const message = messageKeys.current();
    if (message !== undefined) act(message);
  };
  useKeys({
    "/": () => setOver("search"),
    "?": () => setOver("help"),
    j: () => messageKeys.move(1),
    k: () => messageKeys.move(-1),
    o: () => messageKeys.fold(),
    r: () => {
      const message = messageKeys.current();
      shell.write(message === undefined ? { to: "claude" } : aimOf(message, (id) => sessions.get(id)?.kind));
    },
    i: onCurrent(({ id }) => shell.show({ of: "message", id })),
    p: () => (control.busy ? undefined : control.gate === "open" ? control.pause() : control.resume()),
    ".": () => (control.held.length > 0 && !control.busy ? control.step() : undefined),
    g: () => (narrow ? setOver("rail") : focusRail()),
    Escape: subject === null ? null : () => shell.show(null),
  });

  const rail = (inDrawer: boolean) => (
    <Rail
      state={state}
      open={open}
      labels={labels}
      collapsed={collapsed && !inDrawer}
      onCollapse={inDrawer ? null : collapse}
      onChoose={close}
      onHelp={() => setOver("help")}
    />
  );
  return (
    <ShellContext.Provider value={shell}>
      <button
        type="button"
        class="skip button"
        onClick={() => document.querySelector<HTMLElement>(".timeline")?.focus()}
      >
        Go to the messages
      </button>
      {!narrow && rail(false)}
      <div class="stage" data-dragging={dragging}>
        <TopBar
          state={state}
          open={openHere}
          participants={participants}
          labels={labels}
          control={control}
          onMenu={narrow ? () => setOver("rail") : null}
          onSearch={() => setOver("search")}
          onEnd={() => setOver("end")}
        />
        <Reconnect link={link} />
        <Timeline state={state} labels={labels} connected={connected} sent={sent} store={store} reader={connection} />
        <div class="bottom">
          <HeldTray control={control} isAll={view === null} sessions={sessions} labels={labels} />
          <OutboxList outbox={outbox} view={view} isKnown={isKnown} onEdit={edit} />
          <Composer
            key={view ?? ""}
            outbox={outbox}
            conversation={conversation}
            connected={connected}
            labels={labels}
            aim={aim}
            taken={taken}
            dropped={dropped}
            onSent={onSent}
          />
        </div>
        {dragging && <p class="drop-hint">Drop the files to attach them</p>}
      </div>
      {subject !== null && (
        <Sheet modal={narrow} label="Details" onClose={() => shell.show(null)}>
          <Details subject={subject} state={state} open={open} labels={labels} />
        </Sheet>
      )}
      {over === "rail" && narrow && (
        <Sheet modal side="left" label="Conversations" onClose={close}>
          {rail(true)}
        </Sheet>
      )}
      {over === "search" && <SearchDialog state={state} onClose={close} />}
      {over === "help" && <HelpDialog onClose={close} />}
      {over === "end" && <EndDialog held={control.held.length} onEnd={control.end} onClose={close} />}
      <Announcer arrived={arrived} />
    </ShellContext.Provider>
  );
}

function focusRail(): void {
  const rail = document.querySelector(".rail");
  (rail?.querySelector<HTMLElement>('[aria-current="page"]') ?? rail?.querySelector<HTMLElement>("a"))?.focus();
}
