import type { DeliveryState, SenderKind } from "../../src/shared/vocabulary";
import type { PresenceKind } from "../state/presence";

const STATE_PATHS: Readonly<Record<DeliveryState, string>> = {
  stored: "M3 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
  pushed: "M3 8.5l3.2 3.2L13 5",
  seen: "M1 8.5l3 3L10.5 5M7.5 11l.8.5L15 5",
  held: "M5.5 3.5v9M10.5 3.5v9",
  dropped: "M4 4l8 8M12 4l-8 8",
};

const SENDER_PATHS: Readonly<Record<SenderKind, string>> = {
  claude: "M8 2v12M2.8 5l10.4 6M2.8 11l10.4-6",
  codex: "M3 4.5L6.5 8L3 11.5M8.5 12H13",
  user: "M8 7.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5M3 13.5c.6-2.6 2.6-4 5-4s4.4 1.4 5 4",
};

/** A shape each: colours say the same once more. */
const PRESENCE_PATHS: Readonly<Record<PresenceKind, string>> = {
  idle: "M8 11.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7",
  working: "M2.5 8h2l1.5-4l3 8l1.5-4h3",
  waiting:
    "M4.5 2.5h7M4.5 13.5h7M5.2 2.5c0 3 2.8 3.7 2.8 5.5s-2.8 2.5-2.8 5.5M10.8 2.5c0 3-2.8 3.7-2.8 5.5s2.8 2.5 2.8 5.5",
  asked: "M5.8 6a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1 1-1.1 1.9M8 12.6v.1",
  away: "M4 8h8",
  deaf: "M4.5 4.5l7 7M11.5 4.5l-7 7",
};

const ICON_PATHS = {
  copy: "M6 5.5h7v8H6zM3.5 10.5h-1v-8h7v1",
  check: "M3 8.5l3.2 3.2L13 5",
  send: "M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2",
  down: "M8 3v9.5M3.8 8.5L8 12.7l4.2-4.2",
  reply: "M6.5 3.5L2.5 7.5l4 4M3 7.5h6.5a4 4 0 0 1 4 4v1",
  chevron: "M4 6l4 4l4-4",
  file: "M4 1.8h5.2L12 4.6v9.6H4zM9 2v3h3",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.8-.8",
  menu: "M2.5 4h11M2.5 8h11M2.5 12h11",
  sidebar: "M2.5 3h11v10h-11zM6.2 3v10",
  all: "M2.5 9.5l2-6h7l2 6v3.5h-11zM2.5 9.5h3.3l1 1.6h2.4l1-1.6h3.3",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9M10.3 10.3L14 14",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3l7.5 5L5 13z",
  step: "M3.5 3.5L9 8l-5.5 4.5zM12.3 3.5v9",
  end: "M4 4h8v8H4z",
  download: "M8 2.5v7.5M4.8 7L8 10.2L11.2 7M2.8 13.3h10.4",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.3v3.7M8 4.9v.1",
  help: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M6.3 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.9.7-.9 1.3M8 11.3v.1",
  bell: "M8 2a3.8 3.8 0 0 0-3.8 3.8c0 3.4-1.4 4.7-1.4 4.7h10.4s-1.4-1.3-1.4-4.7A3.8 3.8 0 0 0 8 2M6.7 13a1.4 1.4 0 0 0 2.6 0",
  close: "M4 4l8 8M12 4l-8 8",
  edit: "M2.8 13.2l.6-2.9L10.5 3.2a1.3 1.3 0 0 1 1.9 0l.4.4a1.3 1.3 0 0 1 0 1.9L5.7 12.6z",
  attach: "M12.8 7.3L7.7 12.4a3 3 0 0 1-4.3-4.3L9 2.6a2 2 0 0 1 2.9 2.9L6.4 11a1 1 0 0 1-1.4-1.4l4.8-4.9",
  retry: "M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.8V6H9.8",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.6V8l2.3 1.6",
  bridge: "M1 11h14M4 13.5v-10M12 13.5v-10M1 8c1.5-.5 2.5-2 3-4.5c1 6 7 6 8 0c.5 2.5 1.5 4 3 4.5",
};

export type IconName = keyof typeof ICON_PATHS;

export function Icon({ name }: { name: IconName }) {
  return <Glyph path={ICON_PATHS[name]} />;
}

export function StateIcon({ state }: { state: DeliveryState }) {
  return <Glyph path={STATE_PATHS[state]} />;
}

export function PresenceIcon({ kind }: { kind: PresenceKind }) {
  return <Glyph path={PRESENCE_PATHS[kind]} />;
}

export function SenderIcon({ kind }: { kind: SenderKind }) {
  return <Glyph path={SENDER_PATHS[kind]} />;
}

/** Decoration: whoever uses it says the same in a word. */
function Glyph({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
