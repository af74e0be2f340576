import { useContext } from "preact/hooks";
import { toHearing } from "../../src/shared/reasons";
import { toLine } from "../../src/shared/text";
import type { MessageView, SessionView } from "../../src/shared/views";
import { PresenceMark } from "../rail/presence-mark";
import { formatDateTime } from "../state/clock";
import { START_CLAUDE } from "../state/next-step";
import { presenceOf } from "../state/presence";
import { NAMES, summarise } from "../state/selectors";
import { ShellContext } from "../state/shell";
import { NextStepLine } from "../timeline/next-step";
import { type Fact, Facts } from "./facts";

type Props = { session: SessionView; open: readonly MessageView[] };

/** What the bridge knows of one session. */
export function SessionDetails({ session, open }: Props) {
  const shell = useContext(ShellContext);
  const { id, kind, project, cwd, client, startedAt, lastActiveAt, clientSession } = session;
  const own = open.filter(({ question }) => question?.asker === id || question?.target === id);
  const hearing = toHearing(session);
  const facts: Fact[] = [
    ["Project", project.name],
    ...(project.branch === null ? [] : [["Branch", project.branch] as const]),
    ["Folder", cwd],
    ...(client === null ? [] : [["Program", client] as const]),
    ["Since", formatDateTime(startedAt)],
    ["Last active", formatDateTime(lastActiveAt)],
    ...(hearing === null ? [] : [["Hears", toLine(hearing)] as const]),
    ["Session", id, "id"],
    ...(clientSession ? [["Claude Code’s session", clientSession, "id"] as const] : []),
  ];
  return (
    <>
      <p class={`details-who ${kind}`}>
        <strong class="name">{NAMES[kind]}</strong>
        <PresenceMark presence={presenceOf(session, open)} />
      </p>
      {session.connected && session.channel === "deaf" && (
        <NextStepLine step={{ text: "To have it hear at once, end it and start it with", command: START_CLAUDE }} />
      )}
      <Facts facts={facts} />
      {own.length > 0 && (
        <section class="details-part" aria-label="Open questions">
          <h3>Open questions</h3>
          <ul class="details-list">
            {own.map((message) => (
              <li key={message.id}>
                <a href={`#${message.id}`}>{summarise(message.text)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <button type="button" class="button strong" onClick={() => shell.write({ to: kind, session: id })}>
        Write to it
      </button>
    </>
  );
}
