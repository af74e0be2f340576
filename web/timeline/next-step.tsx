import type { NextStep } from "../state/next-step";
import { CopyButton } from "../ui/copy-button";

/** What to do about something that does not get on by itself, with the command for it. */
export function NextStepLine({ step: { text, command } }: { step: NextStep }) {
  return (
    <p class="next-step" data-testid="next-step">
      {text}
      {command !== null && (
        <>
          {" "}
          <code>{command}</code>
          <CopyButton text={command} label="Copy the command" />
        </>
      )}
    </p>
  );
}
