import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { Composer } from "../composer/composer";
import type { Drafts } from "../composer/drafts";
import type { Outbox, Parcel } from "../composer/outbox";
import { OutboxList } from "../composer/outbox-list";
import { pairChoices, sessionChoices } from "../composer/targets";
import { useDrop } from "../composer/use-drop";
import { Details } from "../details/details";
import { EndDialog } from "../gate/end-dialog";
import { HeldTray } from "../gate/held-tray";
import { useGate } from "../gate/use-gate";
import { useHeld } from "../gate/use-held";
import { Rail } from "../rail/rail";
import { nextUnread, toRail } from "../rail/rail-model";
import { TopBar } from "../rail/top-bar";
import { SearchDialog } from "../search/search-dialog";
import type { Api } from "../state/api";
import type { Connection } from "../state/connection";
import { headlineOf } from "../state/headline";
import { linkTo, useRoute } from "../state/route";
import { connectedSessions, heldMessages, labelSessions, openQuestions } from "../state/selectors";
import { aimOf, type Shell, ShellContext, type Subject } from "../state/shell";
import { keep, recall } from "../state/storage";
import { type Store, useStore } from "../state/store";
import { useConversation } from "../state/use-conversation";
import { useReading } from "../state/use-reading";
import type { Sought } from "../timeline/reveal";
import { Timeline } from "../timeline/timeline";
import { useMessageKeys } from "../timeline/use-message-keys";
import { Announcer } from "./announcer";
import { HelpDialog } from "./help-dialog";
import { Reconnect } from "./reconnect";
import { Sheet } from "./sheet";
import { useAttention } from "./use-attention";
import { useKeys } from "./use-keys";
import { NARROW, useMedia } from "./use-media";

export type AppProps = { store: Store; api: Api; connection: Connection; outbox: Outbox; drafts: Drafts };

type Over = "search" | "help" | "rail" | "end" | null;

export function App({ store, api, connection, outbox, drafts }: AppProps) {
  const state = useStore(store);
  const { known, sessions, conversations, view, link, arrived, loaded } = state;
  const [sent, setSent] = useState(0);
  const [over, setOver] = useState<Over>(null);
  const [subject, setSubject] = useState<Subject | null>(null);
  const [collapsed, setCollapsed] = useState(() => recall("rail") === "collapsed");
  const narrow = useMedia(NARROW);
  const writing = useRef<(() => void) | null>(null);
  const { over: dragging } = useDrop((files) => {
    drafts.attach(store.get().view, files);
    writing.current?.();
  });

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
  const reading = useReading(state, store, api);
  const heldAll = useMemo(() => heldMessages({ known }, null), [known]);
  useAttention(state, headlineOf({ open: unheld(open, heldAll), held: heldAll, state }));

  const opener = useRef<Element | null>(null);

  const shell = useMemo<Shell>(
    () => ({
      show(next) {
        if (next !== null) opener.current = document.activeElement;
        else if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
        setSubject(next);
      },
      write({ to, session = "" }) {
        drafts.change(store.get().view, { to, chosen: session });
        writing.current?.();
        if (matchMedia(NARROW).matches) setSubject(null);
      },
      onWrite(focus) {
        writing.current = focus;
        return () => {
          if (writing.current === focus) writing.current = null;
        };
      },
    }),
    [drafts, store],
  );
  const onSent = useCallback(() => setSent((count) => count + 1), []);
  const sought = useRef<Sought | null>(null);
  const onFound = useCallback((found: Sought) => {
    sought.current = found;
  }, []);
  const close = useCallback(() => setOver(null), []);
  const isKnown = useCallback((id: string) => store.get().known.get(id) !== undefined, [store]);
  const edit = useCallback(
    (parcel: Parcel) => {
      const { say, view: place, files } = parcel;
      const { text } = drafts.of(place);
      outbox.remove(say.id);
      drafts.change(place, { to: say.to, text: text.trim() === "" ? say.text : `${say.text}\n\n${text}` });
      if (files.length > 0) drafts.restore(place, files);
      // Where it was written it is written anew.
      location.hash = linkTo(place);
      writing.current?.();
    },
    [outbox, drafts],
  );
  const choicesFor = (to: Parcel["say"]["to"]) =>
    to === "both" ? pairChoices({ state, connected }) : sessionChoices({ connected, labels }, to);
  useEffect(() => {
    if (link === "connected" && loaded) outbox.flush();
  }, [link, loaded, outbox]);
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
    U: () => reading.markRead(),
    u: onCurrent((message) => reading.markUnread(message)),
    n: () => {
      const next = nextUnread(state, toRail(state, open));
      if (next !== null) location.hash = linkTo(next);
    },
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
          open={unheld(openHere, control.held)}
          participants={participants}
          labels={labels}
          control={control}
          onMenu={narrow ? () => setOver("rail") : null}
          onSearch={() => setOver("search")}
          onEnd={() => setOver("end")}
        />
        <Reconnect link={link} lostAt={state.lostAt} />
        <Timeline
          state={state}
          labels={labels}
          connected={connected}
          sent={sent}
          store={store}
          reader={connection}
          sought={sought}
        />
        <div class="bottom">
          <HeldTray control={control} isAll={view === null} sessions={sessions} labels={labels} />
          <OutboxList outbox={outbox} view={view} isKnown={isKnown} onEdit={edit} choicesFor={choicesFor} />
          <Composer
            view={view}
            drafts={drafts}
            outbox={outbox}
            conversation={conversation}
            conversations={conversations}
            sessions={sessions}
            connected={connected}
            labels={labels}
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
      {over === "search" && <SearchDialog state={state} onFound={onFound} onClose={close} />}
      {over === "help" && <HelpDialog onClose={close} />}
      {over === "end" && <EndDialog held={control.held.length} onEnd={control.end} onClose={close} />}
      <Announcer arrived={arrived} />
    </ShellContext.Provider>
  );
}

/** Open questions that are on their way: of those that are held the human is told otherwise. */
function unheld(open: readonly MessageView[], held: readonly MessageView[]): readonly MessageView[] {
  if (held.length === 0) return open;
  const ids = new Set(held.map(({ id }) => id));
  return open.filter(({ id }) => !ids.has(id));
}

function focusRail(): void {
  const rail = document.querySelector(".rail");
  (rail?.querySelector<HTMLElement>('[aria-current="page"]') ?? rail?.querySelector<HTMLElement>("a"))?.focus();
}
