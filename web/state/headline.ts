/**
 * What happens now, in one sentence: who really waits for whom, where that is, and where to look at
 * it.
 */
import type { MessageView, SessionView } from "../../src/shared/views";
import { nameOf, projectName } from "../rail/rail-model";
import { linkTo } from "./route";
import { NAMES, receiverKind } from "./selectors";
import type { PageState } from "./state";

export type Headline = {
  sentence: string;
  since: number;
  /** Somebody's call is held open. */
  waiting: boolean;
  /** It is the human who has to do something. */
  needsYou: boolean;
  href: string;
  /** Project and conversation. */
  where: string;
};

type Facts = {
  /** Open questions, the most urgent first. */
  open: readonly MessageView[];
  /** What waits for the human's word, oldest first. */
  held: readonly MessageView[];
  /** How many there are, where not all of them are known here. */
  heldCount?: number;
  state: Pick<PageState, "sessions" | "conversations">;
};

/**
 * Of a question or an answer that is held for the human, else of the most urgent open question,
 * else of a note that is held: nobody waits for that. Null where nothing is held or open.
 */
export function headlineOf({ open, held, heldCount = held.length, state }: Facts): Headline | null {
  const [question] = open;
  const first = held.find(({ kind }) => kind !== "note") ?? (question === undefined ? held[0] : undefined);
  if (first !== undefined) return toHeadline(state, first, heldSentence(first, heldCount, state.sessions), true);
  return question === undefined ? null : toHeadline(state, question, openSentence(question, state.sessions), false);
}

function toHeadline(state: Facts["state"], message: MessageView, sentence: string, needsYou: boolean): Headline {
  const { conversation, createdAt, id, question } = message;
  const own = state.conversations.get(conversation);
  const where = own === undefined ? "" : `${projectName(state, own.project)} · ${nameOf(state, own)}`;
  const waiting = question?.waiting === true;
  return { sentence, since: createdAt, waiting, needsYou, href: linkTo(conversation, id), where };
}

/**
 * Whoever asked waits for the human: for their question to be let through, or for the answer to it.
 */
function heldSentence(message: MessageView, count: number, sessions: ReadonlyMap<string, SessionView>): string {
  const asker = message.kind === "reply" ? receiverKind(message, sessions) : message.sender.kind;
  const who = message.kind === "note" ? `A message of ${NAMES[asker]}’s` : NAMES[asker];
  return `${who} waits for you: ${count} held`;
}

function openSentence(message: MessageView, sessions: ReadonlyMap<string, SessionView>): string {
  const asker = NAMES[message.sender.kind];
  const target = NAMES[receiverKind(message, sessions)];
  if (message.question?.waiting !== true) return `A question to ${target} is open`;
  const session = sessions.get(message.question.target ?? "");
  if (message.question.target === null) return `${asker} waits for a ${target} to be started`;
  if (session?.connected === false) return `${asker} waits for ${target}, which has left`;
  if (session?.channel === "deaf") return `${asker} waits for ${target}, which does not hear`;
  return `${asker} waits for ${target}`;
}
