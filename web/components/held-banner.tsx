import { useState } from "preact/hooks";
import { type Api, Refusal } from "../api";

/** Two agents talked for long without a person: says so, and lets them go on. */
export function HeldBanner({ held, api }: { held: number; api: Api }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (held === 0) return null;

  async function resume() {
    setBusy(true);
    setProblem(null);
    try {
      await api.resume();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section class="held-banner" aria-label="Held messages" data-testid="held-banner">
      <p>
        <strong>{held === 1 ? "One message is held." : `${held} messages are held.`}</strong> The agents have talked for
        long without a word from you. Write to one of them, or let them go on.
        {problem === null ? null : <span role="alert"> {problem}</span>}
      </p>
      <button type="button" disabled={busy} onClick={resume}>
        Let them go on
      </button>
    </section>
  );
}
