import { formatDateTime, formatTime } from "../state/clock";
import type { Divided } from "./timeline-lines";

/** A thin line across the timeline: a new day, or something that happened. */
export function Divider({ line }: { line: Divided }) {
  const { type, at, text, alarming } = line;
  return (
    <p
      class={`divider ${type}${alarming ? " alarming" : ""}`}
      data-testid={type}
      title={type === "mark" ? formatDateTime(at) : undefined}
    >
      <bdi>{text}</bdi>
      {type === "mark" && <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time>}
    </p>
  );
}
