/**
 * What the domain refuses, in words for whoever asked: the one place where its refusals name tools,
 * arguments, commands and routes. The domain gives facts.
 */
import { BridgeError } from "./errors";
import { cutText, shorten, toList, toName } from "./text";
import type { SessionView } from "./views";
import type { SessionKind } from "./vocabulary";

const NAMES: Record<SessionKind, string> = { claude: "Claude", codex: "Codex" };

/** A question or message that waits for somebody's answer, in a list to choose from. */
export interface OpenLine {
  id: string;
  start: string;
  /** The session that asked; null for the user. */
  asker: string | null;
}

const quoteShort = (value: string) => JSON.stringify(shorten(value, 80));

export const notFound = {
  conversation: () => new BridgeError("not_found", "No conversation has this id.", "id"),
  message: () => new BridgeError("not_found", "No message has this id.", "id"),
  question: (id: string) => new BridgeError("not_found", `No question ${id}.`, "id"),
  namedConversation: (id: string) => new BridgeError("not_found", `No conversation ${id}.`, "conversation"),
  namedSession: (id: string, kind: SessionKind | null) =>
    new BridgeError("not_found", `No ${kind === null ? "" : `${NAMES[kind]} `}session ${id}.`, "session"),
};

/** Claude's reply, where it is not certain what it answers. `open`: all that it could answer. */
export const reply = {
  unclear: (open: readonly OpenLine[]) => noReply("bad_request", "it is not clear which message this answers", open),
  toAnother: (id: string, open: readonly OpenLine[]) =>
    noReply("not_found", `question ${id} is addressed to another Claude session`, open),
  unknown: (id: string, open: readonly OpenLine[]) =>
    noReply("not_found", `no message ${quoteShort(id)} waits for an answer from you`, open),
  noConversation: (id: string, open: readonly OpenLine[]) =>
    noReply("not_found", `you have no conversation ${quoteShort(id)}`, open, "chat_id"),
  /** Codex's answer to a question that was not put to it. */
  notAsked(open: readonly OpenLine[]): BridgeError {
    const lines = open.map(({ id, start }) => `- ${id}: "${start}"`);
    const list = lines.length === 0 ? "Claude waits for no answer of yours." : `Claude waits for:\n${lines.join("\n")}`;
    const what = `Nothing was sent: no question with this id was put to you. ${list}`;
    return new BridgeError("not_found", what, "reply_to");
  },
};

function noReply(
  code: "bad_request" | "not_found",
  why: string,
  open: readonly OpenLine[],
  field = "reply_to",
): BridgeError {
  const lines = open.map(({ id, start, asker }) =>
    asker === null ? `- ${id} from user: "${start}"` : `- ${id} from codex (session ${asker}): "${start}"`,
  );
  const list =
    lines.length === 0
      ? "Nothing is open for you right now."
      : `Open for you:\n${lines.join("\n")}\nCall reply again with reply_to set to one of these ids.`;
  return new BridgeError(code, `Nothing was sent: ${why}. ${list}`, field);
}

/** A change of a message that its sender may not make any more. */
export const edit = {
  notOwn: () =>
    new BridgeError("not_found", "Not edited: this is not the id of a message that you sent.", "message_id"),
  taken: () =>
    new BridgeError(
      "conflict",
      "Not edited: Codex already has this message. Send a follow-up instead (reply with the same reply_to, or send_to_codex).",
      "message_id",
    ),
  editedByUser: () =>
    new BridgeError(
      "conflict",
      "Not edited: the user holds this message and has edited it. Send a follow-up instead.",
      "message_id",
    ),
};

/** Claude's words, where it is not certain to which Codex session. */
export function noCodexSession(
  why: "no_session" | "which_session" | "unknown_session",
  to: string | undefined,
  candidates: readonly SessionView[],
): BridgeError {
  if (why === "no_session") {
    return new BridgeError(
      "conflict",
      "Not sent: no Codex session is connected. Ask the user to start `codex` in this project; or set `to` to a session of list_sessions.",
      "to",
    );
  }
  const list = toList(
    candidates.map(
      ({ id, project, connected }) =>
        `- to: "${id}" (project ${toName(project.name)}${connected ? "" : ", not connected"})`,
    ),
  );
  const what =
    why === "unknown_session"
      ? `no Codex session ${JSON.stringify(cutText(to ?? "", 80))}`
      : "more than one Codex session could be meant";
  return new BridgeError(
    "conflict",
    `Not sent: ${what}.${list ? ` Send it again with one of these:\n${list}` : " None is connected."}`,
    "to",
  );
}

/** Where the user's words cannot go, for one of the two. */
export interface Nobody {
  kind: SessionKind;
  /** The session that was meant and has ended. */
  ended: SessionView | null;
  /** The project that was meant; undefined where none was. */
  project: string | undefined;
  /** Sessions of this kind that are connected there. */
  live: number;
}

function describeNobody({ kind, ended, project, live }: Nobody): string {
  const name = NAMES[kind];
  if (project === undefined) {
    return live === 0 ? `no ${name} session is connected.` : `${live} ${name} sessions are connected. Choose one.`;
  }
  const gone = ended ? `${name} session ${ended.id} has ended, and ` : "";
  const where = project === "" ? "its project" : `the project ${toName(project)}`;
  if (live > 0) return `${gone}${live} ${name} sessions of ${where} are connected. Choose one.`;
  return `${gone}no ${gone ? "other " : ""}${name} session of ${where} is connected. Choose a session to send it elsewhere.`;
}

export const say = {
  nobody: (nobody: Nobody) => new BridgeError("conflict", `Not sent: ${describeNobody(nobody)}`, "session"),
  /** One message is not half sent. */
  notBoth(sides: readonly (Nobody | SessionView)[]): BridgeError {
    const what = sides.map((side) =>
      "live" in side
        ? `To ${NAMES[side.kind]} it cannot go: ${describeNobody(side)}`
        : `${NAMES[side.kind]} (session ${side.id}) could have had it.`,
    );
    return new BridgeError("conflict", `Not sent to either. ${what.join(" ")}`, "to");
  },
};

export const gate = {
  ended: (conversation: string) =>
    new BridgeError(
      "conflict",
      `Not sent: the user ended this talk. It goes on once they write there or resume it, on the bridge's page or with \`codex-bridge resume --conversation ${conversation}\`. Do not send it again before.`,
    ),
  pauseAfterEnd: () => new BridgeError("conflict", "This talk has ended. Resume it before you pause it.", "action"),
  resumeWhilePaused: () =>
    new BridgeError(
      "conflict",
      "Everything is paused. Resume everything (POST /api/gate), or let single messages through.",
      "action",
    ),
  notHeld: (state: string) => new BridgeError("conflict", `This message is not held any more: it is ${state}.`, "id"),
  senderGone: () =>
    new BridgeError("conflict", "The session that wrote it is not connected any more. Drop it instead.", "id"),
};

const toMb = (bytes: number) => Math.round(bytes / 1024 / 1024);
const noFiles = (code: "bad_request" | "not_found" | "conflict" | "too_large", what: string) =>
  new BridgeError(code, `Nothing was sent. Field "files": ${what}`, "files");

/** Files that cannot go with a message. Sizes are bytes. */
export const files = {
  fileTooLarge: (limit: number) =>
    noFiles("too_large", `a file may have ${toMb(limit)} MB (CODEX_BRIDGE_MAX_FILE_MB).`),
  filesTooLarge: (limit: number) =>
    noFiles("too_large", `all files of a message may have ${toMb(limit)} MB (CODEX_BRIDGE_MAX_FILE_MB).`),
  twice: () => noFiles("bad_request", "each file once."),
  unknown: (id: string) =>
    noFiles("not_found", `no file ${id}. An upload that is not sent within an hour is removed: upload it again.`),
  usedBefore: (id: string) => noFiles("conflict", `${id} belongs to another message already. Upload it again.`),
  folderFull: () =>
    new BridgeError(
      "unavailable",
      "The folder of attachments is full, and nothing in it is old enough to be removed (CODEX_BRIDGE_FILES_FOLDER_MB).",
    ),
  tooManyArriving: (most: number) =>
    new BridgeError("too_many", `${most} files are arriving already. Try again in a moment.`),
  removed: () =>
    new BridgeError("not_found", "This file is no longer kept: its age or the folder's size ended it.", "id"),
  none: () => new BridgeError("unavailable", "This bridge keeps no files.", "files"),
};

/** More than one session may leave lying. */
export const quota = {
  text: (bytes: number) =>
    new BridgeError(
      "too_large",
      `Not sent: a message may have ${bytes} bytes of text. Write it to a file and name the path.`,
      "text",
    ),
  queued: (messages: number) =>
    new BridgeError(
      "too_many",
      `Not sent: ${messages} messages wait for that session already. Wait until it has taken some.`,
    ),
  open: (questions: number) =>
    new BridgeError(
      "too_many",
      `Not sent: ${questions} questions of yours are open already. Wait for answers to those first.`,
    ),
};
