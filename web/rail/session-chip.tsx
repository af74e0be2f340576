import { useContext } from "preact/hooks";
import { toHearing } from "../../src/shared/reasons";
import { toLine } from "../../src/shared/text";
import type { MessageView, SessionView } from "../../src/shared/views";
import { formatDateTime } from "../state/clock";
import { presenceOf } from "../state/presence";
import { NAMES } from "../state/selectors";
import { ShellContext } from "../state/shell";
import { PresenceMark } from "./presence-mark";

type Props = { session: SessionView; label: string; open: readonly MessageView[] };

/** A session that takes part: who, where, and what it does. A click tells more. */
export function SessionChip({ session, label, open }: Props) {
  const shell = useContext(ShellContext);
  const { kind, project, cwd, client, startedAt, id } = session;
  const presence = presenceOf(session, open);
  const hearing = toHearing(session);
  const title = [
    `${NAMES[kind]}: ${presence.word}`,
    ...(hearing === null ? [] : [toLine(hearing)]),
    `in ${cwd}${project.branch === null ? "" : ` on ${project.branch}`}`,
    `${client === null ? "" : `${client}, `}since ${formatDateTime(startedAt)}`,
    id,
  ];
  return (
    <li
      class={`chip ${kind}`}
      data-session-id={id}
      data-kind={kind}
      data-status={presence.kind}
      data-channel={session.channel ?? undefined}
      data-transport={session.transport ?? undefined}
    >
      <button type="button" title={title.join("\n")} onClick={() => shell.show({ of: "session", id })}>
        <span class="name">{NAMES[kind]}</span>
        <bdi class="session-label">
          {label}
          {project.branch !== null && <span class="session-branch"> · {project.branch}</span>}
        </bdi>
        <PresenceMark presence={presence} />
      </button>
    </li>
  );
}
