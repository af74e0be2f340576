import type { ChannelState, SessionView } from "../../src/protocol";
import { formatDateTime } from "../clock";
import { NAMES } from "../selectors";

export type SessionStatus = "idle" | "waiting" | "asked";

const WORDS: Readonly<Record<SessionStatus, string>> = {
  idle: "connected",
  waiting: "waits for an answer",
  asked: "has an open question",
};

/** What is known of Claude's channel: the word that the chip shows, where it needs one, and the rest for its title. */
const CHANNELS: Readonly<Record<ChannelState, { word: string | null; title: string }>> = {
  unknown: { word: null, title: "nothing proves yet that it hears the bridge's channel" },
  requested: { word: null, title: "started with the bridge's channel; not proved yet" },
  proved: { word: null, title: "hears the bridge's channel" },
  deaf: {
    word: "does not hear",
    title: "does not hear the bridge's channel: started without its flag, or channels are off for the account",
  },
};

type Props = { session: SessionView; label: string; status: SessionStatus };

export function SessionChip({ session, label, status }: Props) {
  const { kind, project, cwd, client, startedAt, id } = session;
  const channel = session.channel ? CHANNELS[session.channel] : null;
  const title = [
    `${NAMES[kind]} ${WORDS[status]}`,
    ...(session.busy ? ["at work on a turn"] : []),
    ...(channel ? [channel.title] : []),
    `in ${cwd}${project.branch === null ? "" : ` on ${project.branch}`}`,
    `${client === null ? "" : `${client}, `}since ${formatDateTime(startedAt)}`,
    id,
  ];
  return (
    <li
      class={`chip ${kind}`}
      data-session-id={id}
      data-kind={kind}
      data-status={status}
      data-busy={session.busy ?? undefined}
      data-channel={session.channel ?? undefined}
      title={title.join("\n")}
    >
      <span class="dot" />
      <span class="name">{NAMES[kind]}</span>
      <bdi class="session-label">{label}</bdi>
      {channel?.word ? <span class="session-channel">{channel.word}</span> : null}
      <span class="visually-hidden">{WORDS[status]}</span>
    </li>
  );
}
