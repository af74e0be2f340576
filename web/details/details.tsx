import { useContext } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { ShellContext, type Subject } from "../state/shell";
import type { PageState } from "../state/state";
import { Icon } from "../ui/icons";
import { BridgeDetails } from "./bridge-details";
import { MessageDetails } from "./message-details";
import { SessionDetails } from "./session-details";

type Props = {
  subject: Subject;
  state: PageState;
  open: readonly MessageView[];
  labels: ReadonlyMap<string, string>;
};

const TITLES: Readonly<Record<Subject["of"], string>> = {
  message: "Message",
  session: "Session",
  bridge: "The bridge",
};

/** What the bridge knows of one message, one session, or itself. */
export function Details({ subject, state, open, labels }: Props) {
  const shell = useContext(ShellContext);
  return (
    <div class="details" data-testid="details" data-of={subject.of}>
      <header class="details-head">
        <h2>{TITLES[subject.of]}</h2>
        <button
          type="button"
          class="quiet icon-button"
          aria-label="Close the details"
          title="Close (Esc)"
          onClick={() => shell.show(null)}
        >
          <Icon name="close" />
        </button>
      </header>
      {subject.of === "message" && <MessageOf id={subject.id} state={state} labels={labels} />}
      {subject.of === "session" && <SessionOf id={subject.id} state={state} open={open} />}
      {subject.of === "bridge" && <BridgeDetails link={state.link} />}
    </div>
  );
}

function MessageOf({ id, state, labels }: { id: string; state: PageState; labels: ReadonlyMap<string, string> }) {
  const message = state.known.get(id);
  if (message === undefined) return <p class="faint">This message is not listed any more.</p>;
  return <MessageDetails key={id} message={message} sessions={state.sessions} labels={labels} />;
}

function SessionOf({ id, state, open }: { id: string; state: PageState; open: readonly MessageView[] }) {
  const session = state.sessions.get(id);
  if (session === undefined) return <p class="faint">The bridge does not know this session any more.</p>;
  return <SessionDetails session={session} open={open} />;
}
