/** What happens now, in one sentence. */
import type { MessageView, SessionView } from "../src/shared/views";
import { NAMES, receiverKind } from "./selectors";

export type Headline = { sentence: string; since: number; waiting: boolean };

/** Of the most urgent open question; null where nothing is open. */
export function headlineOf(open: readonly MessageView[], sessions: ReadonlyMap<string, SessionView>): Headline | null {
  const [first] = open;
  if (first === undefined) return null;
  const asker = NAMES[first.sender.kind];
  const target = NAMES[receiverKind(first, sessions)];
  const waiting = first.question?.waiting === true;
  const sentence = waiting ? `${asker} waits for ${target}` : `A question to ${target} is open`;
  return { sentence, since: first.createdAt, waiting };
}
