/**
 * The locked page: where the bridge does not know that the browser is its user's, its HTML comes
 * without the key, and a one-time link brings it. The code stands in the link's fragment, which
 * goes to no server, and is gone from the address before anything else happens. The key is kept for
 * this tab alone.
 */
import { render } from "preact";

const KEPT = "codex-bridge:key";
const CODE = /^#login=([0-9a-f]{64})$/;

/**
 * The key that this tab got earlier, or else the one that a one-time link brings, however long that
 * takes.
 */
export async function askForKey(root: HTMLElement): Promise<string> {
  let problem: string | null = null;
  for (;;) {
    const code = takeCode();
    const kept = sessionStorage.getItem(KEPT);
    if (code === null && kept !== null) return kept;
    const key = code === null ? null : await exchange(code);
    if (key !== null) {
      sessionStorage.setItem(KEPT, key);
      render(null, root);
      return key;
    }
    if (code !== null) problem = "That link has been used already, or its two minutes are over.";
    endStart();
    render(<Locked problem={problem} />, root);
    // A link that is opened in this tab changes the fragment and loads nothing.
    await new Promise((resolve) => window.addEventListener("hashchange", resolve, { once: true }));
  }
}

/** Takes away what index.html shows until there is something else to see. */
export function endStart(): void {
  document.getElementById("starting")?.remove();
}

/** Uses up the code in the address, if there is one. */
export async function spendLink(): Promise<void> {
  const code = takeCode();
  if (code !== null) await exchange(code);
}

/** Forgets the key of an earlier run. */
export function forgetKey(): void {
  sessionStorage.removeItem(KEPT);
}

/** Takes the code out of the address, and out of the tab's history. */
function takeCode(): string | null {
  const code = CODE.exec(location.hash)?.[1] ?? null;
  if (code !== null) history.replaceState(null, "", location.pathname);
  return code;
}

async function exchange(code: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${code}`, "content-type": "application/json" };
  const response = await fetch("/login", { method: "POST", headers, body: "{}" }).catch(() => null);
  if (!response?.ok) return null;
  const answer: unknown = await response.json();
  const isKey = typeof answer === "object" && answer !== null && "key" in answer && typeof answer.key === "string";
  return isKey ? String(answer.key) : null;
}

function Locked({ problem }: { problem: string | null }) {
  return (
    <main class="empty" data-testid="locked">
      <h2>This page is locked</h2>
      {problem !== null && <p role="alert">{problem}</p>}
      <p>
        The bridge cannot tell that this browser is yours. Run this in a terminal, and open the address that it prints:
      </p>
      <pre>
        <code>codex-bridge open --login</code>
      </pre>
    </main>
  );
}
