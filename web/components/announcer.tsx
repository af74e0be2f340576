import type { MessageView } from "../../src/protocol";
import { NAMES, summarise } from "../selectors";

const VERBS: Readonly<Record<MessageView["kind"], string>> = { question: "asks", reply: "answers", note: "says" };

/** Tells screen readers what came live; the backlog and the human's own words are not news. */
export function Announcer({ arrived }: { arrived: readonly MessageView[] }) {
  const lines = arrived
    .filter((message) => message.sender.kind !== "user")
    .map((message) => `${NAMES[message.sender.kind]} ${VERBS[message.kind]}: ${summarise(message.text)}`);
  return (
    <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
      {lines.join(". ")}
    </div>
  );
}
