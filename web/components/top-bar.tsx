import type { MessageView, SessionView } from "../../src/shared/views";
import { headlineOf } from "../headline";
import type { PageState } from "../state";
import type { GateControl } from "../use-gate";
import { ConversationMenu } from "./conversation-menu";
import { ConversationTitle } from "./conversation-title";
import { GateButtons } from "./gate-buttons";
import { Icon } from "./icons";
import { LinkState } from "./link-state";
import { SessionChip } from "./session-chip";
import { Wait } from "./wait";

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
  const { view, conversations, sessions, link } = state;
  const conversation = view === null ? undefined : conversations.get(view);
  const headline = headlineOf(open, sessions);
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
          {headline === null ? (
            "Nobody waits"
          ) : (
            <>
              <strong>{`${headline.sentence}, `}</strong>
              <Wait since={headline.since} />
              {open.length > 1 && <span class="faint"> · {open.length - 1} more open</span>}
            </>
          )}
        </p>
        <ul class="chips" aria-label={view === null ? "Connected sessions" : "Who takes part"}>
          {participants.map((session) => (
            <SessionChip
              key={session.id}
              session={session}
              label={labels.get(session.id) ?? session.project.name}
              open={open}
            />
          ))}
        </ul>
      </div>
    </header>
  );
}

/** Messages in other conversations that nobody has read or that wait for a person: the drawer hides their marks. */
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
