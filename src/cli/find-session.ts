/**
 * Finds the session that a person means: by the beginning of its id, or by the directory they are
 * in.
 */
import * as z from "zod";
import type { Say } from "../shared/api";
import type { Config } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { findProject } from "../shared/project";
import { toLine } from "../shared/text";
import { SessionView } from "../shared/views";
import { callApi } from "./bridge-client";

const Sessions = z.object({ sessions: z.array(SessionView) });

/** How many sessions an error lists. */
const LISTED = 20;
const NAMES = { claude: "Claude", codex: "Codex" } as const;

/**
 * The id of the session for `to`: the only one whose id begins with `wanted`, or else the only one
 * of the project that encloses `directory`. Undefined where the bridge can decide by itself. Throws
 * an error that lists the candidates.
 */
export async function findSession(
  config: Config,
  to: Say["to"],
  wanted: string | undefined,
  directory: string,
): Promise<string | undefined> {
  const { sessions } = await callApi(config, "/api/sessions", Sessions);
  const ofKind = sessions.filter(({ kind }) => to === "both" || kind === to);
  if (wanted !== undefined) return byName(ofKind, wanted);
  // For both, the one names the project, in which the other one is found.
  const kind = to === "both" ? "claude" : to;
  const live = ofKind.filter((session) => session.connected && session.kind === kind);
  const { root } = findProject(directory);
  const [only, ...others] = live.filter(({ project }) => project.root === root);
  if (only && others.length === 0) return only.id;
  if (live.length < 2) return undefined;
  const where = only ? `${others.length + 1} of this project` : "none of this project";
  throw new BridgeError(
    "conflict",
    `${live.length} ${NAMES[kind]} sessions are connected, ${where}. Choose one with --session:\n${toList(live)}`,
    "session",
  );
}

function byName(sessions: readonly SessionView[], wanted: string): string {
  const found = sessions.filter(({ id }) => id.startsWith(wanted));
  const [only, another] = found;
  if (only && (!another || only.id === wanted)) return only.id;
  if (only) {
    throw new BridgeError("conflict", `Several sessions begin with ${toLine(wanted)}:\n${toList(found)}`, "session");
  }
  const live = sessions.filter(({ connected }) => connected);
  const known = live.length === 0 ? " None is connected." : ` These are connected:\n${toList(live)}`;
  throw new BridgeError("not_found", `No session has the id ${toLine(wanted)}, or begins with it.${known}`, "session");
}

/** A line for each of the first. */
function toList(sessions: readonly SessionView[]): string {
  const more = sessions.length - LISTED;
  const lines = sessions
    .slice(0, LISTED)
    .map(({ id, kind, project, cwd }) => `  ${id}  ${NAMES[kind]}  ${toLine(project.name)}  ${toLine(cwd)}`);
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}
