import type { DeliveryState, SenderKind } from "../../src/protocol";

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

const ICON_PATHS = {
  copy: "M6 5.5h7v8H6zM3.5 10.5h-1v-8h7v1",
  check: "M3 8.5l3.2 3.2L13 5",
  send: "M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2",
  down: "M8 3v9.5M3.8 8.5L8 12.7l4.2-4.2",
  reply: "M6.5 3.5L2.5 7.5l4 4M3 7.5h6.5a4 4 0 0 1 4 4v1",
  bridge: "M1 11h14M4 13.5v-10M12 13.5v-10M1 8c1.5-.5 2.5-2 3-4.5c1 6 7 6 8 0c.5 2.5 1.5 4 3 4.5",
};

export function Icon({ name }: { name: keyof typeof ICON_PATHS }) {
  return <Glyph path={ICON_PATHS[name]} />;
}

export function StateIcon({ state }: { state: DeliveryState }) {
  return <Glyph path={STATE_PATHS[state]} />;
}

export function SenderIcon({ kind }: { kind: SenderKind }) {
  return <Glyph path={SENDER_PATHS[kind]} />;
}

/** Decoration: whoever uses it says the same in a word. */
function Glyph({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
