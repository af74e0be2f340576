import { useEffect, useState } from "preact/hooks";
import type { MessageView, SessionView } from "../../src/shared/views";
import { NAMES, receiverKind } from "../state/selectors";
import { MessageBody } from "../timeline/message-body";
import { useWholeText } from "../timeline/use-whole-text";
import { Wait } from "../timeline/wait";
import { Icon, SenderIcon } from "../ui/icons";
import { HeldForm } from "./held-form";
import type { GateControl } from "./use-gate";

type Props = {
  message: MessageView;
  control: GateControl;
  sessions: ReadonlyMap<string, SessionView>;
  labels: ReadonlyMap<string, string>;
};

/** One held message, and what can become of it. */
export function HeldItem({ message, control, sessions, labels }: Props) {
  const { id, kind, sender, textLength, createdAt, editedBy } = message;
  const { busy, decide } = control;
  const content = useWholeText(message);
  const [form, setForm] = useState<"edit" | "drop" | null>(null);
  const { edit: tell } = control;
  const isEditing = form === "edit";
  useEffect(() => {
    if (!isEditing) return;
    tell(id);
    return () => tell(null);
  }, [isEditing, id]);
  const [original, setOriginal] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const from = NAMES[sender.kind];
  const label = sender.session === null ? undefined : labels.get(sender.session);

  const edit = async () => {
    setProblem(null);
    try {
      setOriginal(await content.load());
      setForm("edit");
    } catch {
      setProblem("The whole text could not be loaded. Try again.");
    }
  };
  const done = async (work: Promise<boolean>) => {
    if (await work) setForm(null);
  };

  return (
    <article class={`held-item ${sender.kind}`} aria-label={`Held ${kind} of ${from}’s`} data-held-id={id}>
      <header class="held-head">
        <SenderIcon kind={sender.kind} />
        <span class="name">{from}</span>
        {label !== undefined && <bdi class="faint">{label}</bdi>}
        <span class="faint">
          → {NAMES[receiverKind(message, sessions)]} · {kind}
          {editedBy === "user" && " · edited by you"}
        </span>
        <span class="held-age faint">
          <Wait since={createdAt} />
        </span>
      </header>
      {form === "edit" ? (
        <HeldForm
          label="The message's text"
          value={original}
          required
          busy={busy}
          save="Save"
          onSave={(text) => void done(decide(id, { action: "edit", text }))}
          onCancel={() => setForm(null)}
        />
      ) : (
        <div class="held-body">
          <MessageBody content={content} length={textLength} />
        </div>
      )}
      {problem !== null && (
        <p class="tray-problem" role="alert">
          {problem}
        </p>
      )}
      {form === "drop" && (
        <HeldForm
          label={`A note to ${from}, if you like`}
          value=""
          busy={busy}
          save="Drop it"
          danger
          onSave={(note) =>
            void done(decide(id, note.trim() === "" ? { action: "drop" } : { action: "drop", note: note.trim() }))
          }
          onCancel={() => setForm(null)}
        />
      )}
      {form === null && (
        <div class="held-actions">
          <button
            type="button"
            class="button strong"
            disabled={busy}
            onClick={() => void decide(id, { action: "release" })}
          >
            <Icon name="check" />
            Let through
          </button>
          <button type="button" class="button" disabled={busy} onClick={() => void edit()}>
            Edit
          </button>
          <button
            type="button"
            class="button"
            disabled={busy}
            title={`${from} gets it back as your words, and the other side never sees it`}
            onClick={() => void decide(id, { action: "redirect" })}
          >
            Send back to {from}
          </button>
          <button type="button" class="button danger" disabled={busy} onClick={() => setForm("drop")}>
            Drop…
          </button>
        </div>
      )}
    </article>
  );
}
