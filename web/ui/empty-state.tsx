import type { SessionView } from "../../src/shared/views";
import type { SessionKind } from "../../src/shared/vocabulary";
import { NAMES } from "../state/selectors";
import { CopyButton } from "./copy-button";
import { Icon } from "./icons";

const COMMANDS: Readonly<Record<SessionKind, string>> = {
  claude: "claude",
  codex: "codex",
};

/** What a newcomer sees: what this is, how to start both sides, and whether they have come. */
export function EmptyState({ connected }: { connected: readonly SessionView[] }) {
  const has = (kind: SessionKind) => connected.some((session) => session.kind === kind);
  return (
    <section class="empty" data-testid="empty-state">
      <h2>Nothing has been said yet</h2>
      <p>Codex Bridge puts Claude Code and Codex into one live conversation that you can watch here, and join.</p>
      <ol class="steps">
        <Step kind="claude" done={has("claude")} />
        <Step kind="codex" done={has("codex")} />
      </ol>
      <p class="faint">
        {has("claude") && has("codex")
          ? "Both are here. Ask Codex to “discuss it with Claude”, or write to either of them below."
          : "Run each in a terminal of its own, in your project's folder."}
      </p>
    </section>
  );
}

function Step({ kind, done }: { kind: SessionKind; done: boolean }) {
  return (
    <li class={`step ${kind}${done ? " done" : ""}`} data-testid={`start-${kind}`} data-connected={done}>
      <p class="step-head">
        <span class="name">{NAMES[kind]}</span>
        <span class="step-state" role="status">
          {done ? <Icon name="check" /> : <span class="dot" />}
          {done ? "connected" : "not connected yet"}
        </span>
      </p>
      <div class="command">
        <code>{COMMANDS[kind]}</code>
        <CopyButton text={COMMANDS[kind]} label={`Copy the command for ${NAMES[kind]}`} />
      </div>
      {kind === "claude" && (
        <p class="step-note">
          Claude Code before 2.1.248 needs a flag: <code>codex-bridge claude</code> adds the right one.
        </p>
      )}
    </li>
  );
}
