/** What every part of the domain works with, and the few steps that several of them take. */
import type { NewAttachment } from "../calls/envelope";
import type { Clock } from "../clock";
import { createId } from "../ids";
import type { Log } from "../log";
import type { NewMessage } from "../store/messages";
import type { Store } from "../store/store";
import type { Events } from "./events";
import type { Files } from "./files";
import type { Gates } from "./gates";
import type { Guard } from "./guard";
import type { Hearing } from "./hearing";
import type { Quota } from "./quota";
import type { Registry } from "./registry";
import type { Views } from "./views";
import type { Waiters } from "./waiters";

export interface Context {
  store: Store;
  clock: Clock;
  log: Log;
  events: Events;
  registry: Registry;
  waiters: Waiters;
  guard: Guard;
  gates: Gates;
  hearing: Hearing;
  quota: Quota;
  views: Views;
  files: Files;
}

/** Finds or makes the conversation of a pair; to be called inside a commit. */
export function pairConversation(
  { store, clock, events }: Context,
  claude: string | null,
  codex: string | null,
  project: string,
): string {
  const known = store.conversations.pair(claude, codex);
  if (known) return known.id;
  const id = createId("c", clock.now());
  store.conversations.insert({ id, claude, codex, project, createdAt: clock.now() });
  // Told with the commit's other events: subscribers run after it, since events are emitted on the next microtask.
  queueMicrotask(() => events.emit({ type: "conversation", id }));
  return id;
}

/** Inserts a message with the present time, and its checked attachments; to be called inside a commit. */
export function insertMessage(
  { store, clock, files }: Context,
  message: Omit<NewMessage, "createdAt">,
  attachments: readonly NewAttachment[] = [],
) {
  const head = store.messages.insert({ ...message, createdAt: clock.now() });
  files.add(head.id, attachments);
  return head;
}
