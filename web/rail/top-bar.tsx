import type { MessageView, SessionView } from "../../src/shared/views";
import { GateButtons } from "../gate/gate-buttons";
import type { GateControl } from "../gate/use-gate";
import { type Headline, headlineOf } from "../state/headline";
import { presenceOf } from "../state/presence";
import type { PageState } from "../state/state";
import { Wait } from "../timeline/wait";
import { Icon } from "../ui/icons";
import { ConversationMenu } from "./conversation-menu";
import { ConversationTitle } from "./conversation-title";
import { LinkState } from "./link-state";
import { SessionChip } from "./session-chip";

type Props = {
  state: PageState;
  /** The open questions of what is shown, the most urgent first. */
  open: readonly MessageView[];
  participants: readonly SessionView[];
  labels: ReadonlyMap<string, string>;
  control: GateControl;
  /** Null where the rail is in sight. */
  onMenu: (() => void) | null;
  onSearch: () => void;
  onEnd: () => void;
};

/** What is shown, what happens in it, who takes part, and what a person can do about it. */
export function TopBar({ state, open, participants, labels, control, onMenu, onSearch, onEnd }: Props) {
  const { view, conversations, link } = state;
  const conversation = view === null ? undefined : conversations.get(view);
  const headline = headlineOf({ open, held: control.held, heldCount: control.heldCount, state });
  const shown = view === null ? busyOnes(participants, open) : participants;
  return (
    <header class="top-bar" data-testid="top-bar">
      <div class="bar-line">
        {onMenu !== null && <MenuButton news={newsElsewhere(state)} onMenu={onMenu} />}
        <ConversationTitle key={view} state={state} conversation={conversation} />
        <div class="bar-actions">
          <LinkState link={link} />
          <button type="button" class="quiet icon-button" aria-label="Search" title="Search (/)" onClick={onSearch}>
            <Icon name="search" />
          </button>
          <GateButtons control={control} isAll={view === null} />
          <ConversationMenu key={view} conversation={conversation} control={control} onEnd={onEnd} />
        </div>
      </div>
      <div class="bar-line bar-state">
        <p class="now" data-testid="now">
          <Now headline={headline} more={open.length - (headline?.needsYou ? 0 : 1)} state={state} />
        </p>
        <ul class="chips" aria-label={view === null ? "Connected sessions" : "Who takes part"}>
          {shown.map((session) => (
            <SessionChip
              key={session.id}
              session={session}
              label={labels.get(session.id) ?? session.project.name}
              open={open}
            />
          ))}
          {shown.length < participants.length && (
            <li class="chips-rest faint">
              {shown.length === 0
                ? `${participants.length} connected, all idle`
                : `${participants.length - shown.length} idle`}
            </li>
          )}
        </ul>
      </div>
    </header>
  );
}

type NowProps = { headline: Headline | null; more: number; state: PageState };

/** Who waits for whom, as a link to it; what is not known is not claimed. */
function Now({ headline, more, state: { view, link, loaded } }: NowProps) {
  if (!loaded) return <>Connecting…</>;
  if (link !== "connected") return <>Out of reach: this may be out of date</>;
  if (headline === null) return <>Nobody waits</>;
  return (
    <>
      <a class={headline.needsYou ? "now-link needs-you" : "now-link"} href={headline.href}>
        <strong>{`${headline.sentence}, `}</strong>
      </a>
      <Wait since={headline.since} />
      {view === null && headline.where !== "" && <bdi class="faint now-where"> · {headline.where}</bdi>}
      {more > 0 && <span class="faint"> · {more} more open</span>}
    </>
  );
}

/** With more sessions than these, only those that wait, work or need something are shown. */
const ALL_SHOWN = 4;
const MOST_SHOWN = 8;

function busyOnes(participants: readonly SessionView[], open: readonly MessageView[]): readonly SessionView[] {
  if (participants.length <= ALL_SHOWN) return participants;
  return participants.filter((session) => presenceOf(session, open).kind !== "idle").slice(0, MOST_SHOWN);
}

/**
 * Messages in other conversations that nobody has read or that wait for a person: the drawer hides
 * their marks.
 */
function newsElsewhere({ conversations, view }: PageState): number {
  const others = [...conversations.values()].filter(({ id }) => id !== view);
  return others.reduce((sum, { unread, held }) => sum + (view === null ? 0 : unread + held), 0);
}

function MenuButton({ news, onMenu }: { news: number; onMenu: () => void }) {
  return (
    <button
      type="button"
      class="quiet icon-button menu-button"
      aria-label={news > 0 ? `Conversations, ${news} new elsewhere` : "Conversations"}
      title="Conversations (g)"
      data-news={news}
      onClick={onMenu}
    >
      <Icon name="menu" />
    </button>
  );
}
