/** Finds the conversation that a person has named by the beginning of its id. */
import { Conversation, ConversationList } from "../shared/api";
import type { Config } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { toLine } from "../shared/text";
import type { ConversationView } from "../shared/views";
import { callApi } from "./bridge-client";

/** How many conversations an error lists. */
const LISTED = 20;

/** The last conversations, newest first. */
export async function listConversations(config: Config): Promise<ConversationView[]> {
  return (await callApi(config, "/api/conversations", ConversationList)).conversations;
}

/**
 * The id of the only conversation whose id begins with `wanted`. Throws an error that lists the
 * candidates.
 */
export async function findConversation(config: Config, wanted: string): Promise<string> {
  const all = await listConversations(config);
  const found = all.filter(({ id }) => id.startsWith(wanted));
  const [only, ...others] = found;
  if (only && (others.length === 0 || only.id === wanted)) return only.id;
  if (only) throw new BridgeError("conflict", `Several conversations begin with ${wanted}:\n${toList(found)}`);
  // Older ones are not in the list.
  const older = await callApi(config, `/api/conversations/${encodeURIComponent(wanted)}`, Conversation).catch(
    (error) => {
      if (error instanceof BridgeError && error.code !== "unavailable") return null;
      throw error;
    },
  );
  if (older) return older.conversation.id;
  const known = all.length === 0 ? " There are none yet." : ` These are the last ones:\n${toList(all)}`;
  throw new BridgeError("not_found", `No conversation has the id ${toLine(wanted)}, or begins with it.${known}`);
}

/** One line for each of the first conversations. */
export function toList(conversations: readonly ConversationView[]): string {
  return conversations
    .slice(0, LISTED)
    .map(({ id, project, title, last }) => `  ${id}  ${toLine(project)}  ${toLine(title ?? last?.start ?? "")}`)
    .join("\n");
}
