/** What a person can do about a message that does not get on by itself. */
import type { DeliveryView, MessageView, SessionView } from "../../src/shared/views";

export type NextStep = { text: string; command: string | null };

type Sessions = ReadonlyMap<string, SessionView>;

/** Starts a Claude Code session that hears the bridge. */
export const START_CLAUDE = "codex-bridge claude";

/** Null where nothing has to be done, or nothing can be. */
export function nextStepOf({ question, deliveries }: MessageView, sessions: Sessions): NextStep | null {
  if (question?.outcome === "expired") {
    return { text: "Ask again if it still matters; what is answered later comes as a note.", command: null };
  }
  if (question?.outcome === "open" && question.target === null && deliveries.every(({ state }) => state !== "held")) {
    return { text: "No Claude is there for it. Start one in the project:", command: START_CLAUDE };
  }
  for (const delivery of deliveries) {
    const step = stepOf(delivery, sessions.get(delivery.receiver));
    if (step !== null) return step;
  }
  return null;
}

/** The same of one delivery. */
function stepOf({ state, heldBy }: DeliveryView, session: SessionView | undefined): NextStep | null {
  if (state === "held") {
    const text = heldBy === "guard" ? "The agents have talked for long without you." : "You have paused this.";
    return { text: `${text} Let it through, edit it or drop it below.`, command: null };
  }
  if (state !== "stored" || session === undefined) return null;
  if (session.kind === "codex") {
    if (session.connected) return null;
    return { text: "Codex is away, and gets it when its thread goes on:", command: `codex resume ${session.id}` };
  }
  if (!session.connected) {
    return { text: "This Claude has ended. Start one in the project:", command: START_CLAUDE };
  }
  if (session.channel !== "deaf") return null;
  return {
    text: "Claude gets it when it looks for messages. To have it hear at once, start it with",
    command: START_CLAUDE,
  };
}
