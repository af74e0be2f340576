import type { SessionView } from "../../src/protocol";
import { formatDateTime } from "../clock";
import { NAMES } from "../selectors";

export type SessionStatus = "idle" | "waiting" | "asked";

const WORDS: Readonly<Record<SessionStatus, string>> = {
  idle: "connected",
  waiting: "waits for an answer",
  asked: "has an open question",
};

type Props = { session: SessionView; label: string; status: SessionStatus };

export function SessionChip({ session, label, status }: Props) {
  const { kind, project, cwd, client, startedAt, id } = session;
  const title = [
    `${NAMES[kind]} ${WORDS[status]}`,
    `in ${cwd}${project.branch === null ? "" : ` on ${project.branch}`}`,
    `${client === null ? "" : `${client}, `}since ${formatDateTime(startedAt)}`,
    id,
  ];
  return (
    <li class={`chip ${kind}`} data-session-id={id} data-kind={kind} data-status={status} title={title.join("\n")}>
      <span class="dot" />
      <span class="name">{NAMES[kind]}</span>
      <bdi class="session-label">{label}</bdi>
      <span class="visually-hidden">{WORDS[status]}</span>
    </li>
  );
}
