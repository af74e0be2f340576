import { useState } from "preact/hooks";
import type { SessionView } from "../../src/shared/views";
import { Icon } from "../ui/icons";
import { HeldItem } from "./held-item";
import type { GateControl } from "./use-gate";

/** The oldest are listed, and the next as these are decided: a guard may hold hundreds. */
const LISTED = 20;

type Props = {
  control: GateControl;
  isAll: boolean;
  sessions: ReadonlyMap<string, SessionView>;
  labels: ReadonlyMap<string, string>;
};

/**
 * What a person has to decide: the messages that their gate or the loop guard holds, above the
 * composer.
 */
export function HeldTray({ control, isAll, sessions, labels }: Props) {
  const { gate, byAll, held, isGuarded, busy, problem } = control;
  const [folded, setFolded] = useState(false);
  if (gate === "open" && held.length === 0 && problem === null) return null;
  const guardOnly = gate === "open" && isGuarded;
  const all = control.heldCount === 1 ? "1 message is held" : `${control.heldCount} messages are held`;
  const listed = held.slice(0, LISTED);
  const rest = control.heldCount - listed.length;
  return (
    <section class="tray" aria-label="Held messages" data-testid="held-banner" data-held={control.heldCount}>
      <header class="tray-head">
        <Icon name={gate === "ended" ? "end" : "pause"} />
        <p class="tray-text" role="status">
          <strong>{headOf(control, isAll)}</strong>{" "}
          {gate === "paused" && held.length === 0 && "What the agents say now waits here for you."}
          {gate === "ended" && "Both agents are told. Write to one of them, or reopen it."}
          {guardOnly &&
            "The agents have talked for long without a word from you. Write to one of them, or let them go on."}
          {!guardOnly && held.length > 0 && <span data-testid="held-count">{all}.</span>}
          {problem !== null && (
            <span class="tray-problem" role="alert">
              {" "}
              {problem}
            </span>
          )}
        </p>
        <div class="tray-actions">
          {held.length > 0 && (
            <button type="button" class="quiet" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
              {folded ? "Show" : "Hide"}
            </button>
          )}
          {held.length > 1 && (
            <button type="button" class="button" disabled={busy} onClick={control.step}>
              Step
            </button>
          )}
          {(gate !== "open" || held.length > 0) && (
            <button type="button" class="button strong" disabled={busy} onClick={control.resume}>
              {resumeWord(control, isAll, guardOnly, byAll)}
            </button>
          )}
        </div>
      </header>
      {!folded && held.length > 0 && (
        <ol class="tray-list" aria-label="Held, oldest first">
          {listed.map((message) => (
            <li key={message.id}>
              <HeldItem message={message} control={control} sessions={sessions} labels={labels} />
            </li>
          ))}
          {rest > 0 && (
            <li class="faint" data-testid="held-rest">
              {rest} more, listed as these are decided
            </li>
          )}
        </ol>
      )}
    </section>
  );
}

function headOf({ gate, byAll, heldCount, isGuarded }: GateControl, isAll: boolean): string {
  if (gate === "ended") return "You ended this talk.";
  if (gate === "paused") return byAll || isAll ? "Everything is paused." : "Paused.";
  if (isGuarded) return heldCount === 1 ? "One message is held." : `${heldCount} messages are held.`;
  return "";
}

function resumeWord({ gate }: GateControl, isAll: boolean, guardOnly: boolean, byAll: boolean): string {
  if (gate === "ended") return "Reopen";
  if (guardOnly) return "Let them go on";
  if (gate === "open") return "Let all through";
  return byAll && !isAll ? "Resume everything" : "Resume";
}
