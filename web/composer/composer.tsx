import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { createId } from "../../src/shared/ids";
import type { ConversationView, SessionView } from "../../src/shared/views";
import { memo } from "../state/memo";
import { NAMES } from "../state/selectors";
import { ShellContext } from "../state/shell";
import type { PageState } from "../state/state";
import { Icon } from "../ui/icons";
import type { Draft, Drafts } from "./drafts";
import type { Outbox } from "./outbox";
import { PendingFiles } from "./pending-files";
import { TargetSwitch } from "./target-switch";
import { type Target, targetOf } from "./targets";

type Props = {
  view: string | null;
  drafts: Drafts;
  outbox: Outbox;
  conversation: ConversationView | undefined;
  conversations: PageState["conversations"];
  sessions: PageState["sessions"];
  connected: readonly SessionView[];
  labels: ReadonlyMap<string, string>;
  onSent: () => void;
};

/** Where the human writes. The draft belongs to what is shown. */
export const Composer = memo(function Composer(props: Props) {
  const { view, drafts, outbox, conversation, conversations, sessions, connected, labels, onSent } = props;
  const shell = useContext(ShellContext);
  const draft = useDraft(drafts, view);
  const { text, to, chosen, files } = draft;
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  /** Why nothing was sent, and of which draft: whatever changes the draft takes the words away. */
  const [hint, setHint] = useState<{ words: string; draft: Draft } | null>(null);
  const isUnlisted = view !== null && conversation === undefined;
  const target = isUnlisted
    ? UNLISTED
    : targetOf({ state: { sessions, conversations }, conversation, connected, labels }, to, chosen);
  const blank = text.trim() === "" && files.length === 0;
  const hindrance = hindranceOf(draft) ?? (target.word === null && target.choices.length > 0 ? CHOOSE : null);

  useLayoutEffect(() => fit(area.current), [text]);
  useEffect(() => shell.onWrite(() => area.current?.focus()), [shell]);

  const send = () => {
    if (blank) return;
    if (hindrance !== null) {
      setHint({ words: hindrance, draft: drafts.of(view) });
      if (hindrance === CHOOSE) form.current?.querySelector("select")?.focus();
      return;
    }
    const own = files.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }]));
    const words = text.trim() === "" ? `Attached: ${own.map(({ name }) => name).join(", ")}` : text;
    const place = to === "both" && target.value !== "" ? target.value : (view ?? undefined);
    outbox.send({
      say: {
        id: createId("m"),
        to,
        text: words,
        ...(place === undefined ? {} : { conversation: place }),
        ...(to === "both" || target.value === "" ? {} : { session: target.value }),
        ...(own.length === 0 ? {} : { files: own.map(({ id }) => id) }),
      },
      view,
      files: own,
    });
    drafts.clear(view);
    onSent();
    area.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Letters are keys of the page again.
    if (event.key === "Escape" && !event.isComposing) area.current?.blur();
    // An input method's Enter chooses a word; it is not the human's word to send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      ref={form}
      class={`composer ${to}`}
      aria-label="Write a message"
      data-testid="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PendingFiles files={files} onRemove={(key) => drafts.detach(view, key)} />
      <textarea
        ref={area}
        rows={1}
        aria-label="Message"
        placeholder={`Write to ${to === "both" ? "Claude and Codex" : NAMES[to]}${target.word ? ` in ${target.word}` : ""}…`}
        value={text}
        onInput={(event) => drafts.change(view, { text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])];
          if (pasted.length === 0) return;
          event.preventDefault();
          drafts.attach(view, pasted);
        }}
      />
      {hint?.draft === draft && (
        <p class="composer-hint" role="alert" data-testid="composer-hint">
          {hint.words}
        </p>
      )}
      <div class="composer-bar">
        <TargetSwitch
          to={to}
          onChange={(next) => drafts.change(view, { to: next, chosen: "" })}
          target={target}
          onChoose={(value) => drafts.change(view, { chosen: value })}
        />
        <span class="hint faint">Enter sends · Shift + Enter breaks the line</span>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="file-picker"
          onChange={(event) => {
            drafts.attach(view, event.currentTarget.files ?? []);
            event.currentTarget.value = "";
          }}
        />
        <button
          type="button"
          class="quiet icon-button attach"
          aria-label="Attach files"
          title="Attach files; or paste them, or drop them anywhere"
          onClick={() => picker.current?.click()}
        >
          <Icon name="attach" />
        </button>
        <button type="submit" class="send" disabled={blank} aria-label="Send" title={hindrance ?? "Send"}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
});

/** Of a conversation that the page does not know yet, the bridge knows who takes part. */
const UNLISTED: Target = { word: "", value: "", choices: [], problem: null };
const CHOOSE = "Several could be meant: choose one.";

/** Why a draft cannot be sent as it is. */
function hindranceOf({ files }: Draft): string | null {
  const failed = files.find(({ problem }) => problem !== null);
  if (failed !== undefined) return `${failed.name} could not be attached. Remove it to send the rest.`;
  const coming = files.find(({ id }) => id === null);
  return coming === undefined ? null : `${coming.name} is still on its way. It can be sent in a moment.`;
}

/** The draft of what is shown, whoever changes it. */
function useDraft(drafts: Drafts, view: string | null): Draft {
  const [, redraw] = useState(0);
  useLayoutEffect(() => drafts.subscribe(() => redraw((times) => times + 1)), [drafts]);
  return drafts.of(view);
}

/**
 * Grows with the text where the browser does not know `field-sizing`; its limits stand in the
 * stylesheet.
 */
function fit(area: HTMLTextAreaElement | null): void {
  if (area === null || CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
