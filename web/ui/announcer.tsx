import { useRef } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { NAMES, summarise } from "../state/selectors";

const VERBS: Readonly<Record<MessageView["kind"], string>> = { question: "asks", reply: "answers", note: "says" };

/** Tells screen readers what came live; the backlog and the human's own words are not news. */
export function Announcer({ arrived }: { arrived: readonly MessageView[] }) {
  const news = arrived.filter((message) => message.sender.kind !== "user");
  // Stays until there is other news: a change of state follows within milliseconds, before anybody
  // has read it out.
  const told = useRef(news);
  if (news.length > 0) told.current = news;
  const lines = told.current.map(
    (message) => `${NAMES[message.sender.kind]} ${VERBS[message.kind]}: ${summarise(message.text)}`,
  );
  return (
    <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
      {/* Another message with the same words is news as well: it gets an element of its own. */}
      <span key={told.current[0]?.id}>{lines.join(". ")}</span>
    </div>
  );
}
