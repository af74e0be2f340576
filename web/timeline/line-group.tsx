import type { SessionView } from "../../src/shared/views";
import { memo } from "../state/memo";
import { nextStepOf } from "../state/next-step";
import { receiverKind } from "../state/selectors";
import { Divider } from "./divider";
import { MessageCard } from "./message-card";
import type { Group } from "./timeline-lines";

type Props = {
  group: Group;
  labels: ReadonlyMap<string, string>;
  sessions: ReadonlyMap<string, SessionView>;
  onReveal: (id: string) => void;
};

/** Neighbouring lines of the timeline: drawn anew only where one of them is another. */
export const LineGroup = memo(function LineGroup({ group, labels, sessions, onReveal }: Props) {
  return (
    <div class="group">
      {group.lines.map((line) =>
        line.type === "message" ? (
          <MessageCard
            key={line.message.id}
            message={line.message}
            label={line.message.sender.session === null ? undefined : labels.get(line.message.sender.session)}
            receiver={receiverKind(line.message, sessions)}
            answered={line.answered}
            step={nextStepOf(line.message, sessions)}
            onReveal={onReveal}
          />
        ) : (
          <Divider key={line.key} line={line} />
        ),
      )}
    </div>
  );
});
