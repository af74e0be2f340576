import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { createId } from "../../src/shared/ids";
import type { ConversationView, SessionView } from "../../src/shared/views";
import { ApiContext } from "../contexts";
import { memo } from "../memo";
import type { Outbox, Parcel } from "../outbox";
import { NAMES } from "../selectors";
import type { Aim } from "../shell";
import { keep, recall } from "../storage";
import { useUploads } from "../use-uploads";
import { Icon } from "./icons";
import { PendingFiles } from "./pending-files";
import { TargetSwitch } from "./target-switch";

type Props = {
  outbox: Outbox;
  conversation: ConversationView | undefined;
  connected: readonly SessionView[];
  labels: ReadonlyMap<string, string>;
  /** Whom somebody elsewhere on the page wants to write to; a new object each time. */
  aim: Aim | null;
  /** A message that was taken back, to be written anew; a new object each time. */
  taken: Parcel | null;
  /** Files that were dropped on the page; a new list each time. */
  dropped: readonly File[] | null;
  onSent: () => void;
};

/** Where the human writes. Made anew for each conversation: each has a draft and a target of its own. */
export const Composer = memo(function Composer(props: Props) {
  const { outbox, conversation, connected, labels, aim, taken, dropped, onSent } = props;
  const api = useContext(ApiContext);
  const mark = conversation === undefined ? "" : `:${conversation.id}`;
  const [text, setText] = useState(() => recall(`draft${mark}`) ?? "");
  const [to, setTo] = useState<Aim["to"]>(() => toTarget(recall(`target${mark}`) ?? recall("target")));
  const [chosen, setChosen] = useState("");
  const uploads = useUploads(api.upload, `files${mark}`);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const peers = to === "both" || isHere(conversation, to, connected) ? [] : connected.filter(({ kind }) => kind === to);
  const session = peers.length > 1 && peers.some((peer) => peer.id === chosen) ? chosen : "";
  const blank = text.trim() === "" && uploads.pending.length === 0;
  const blocked = blank || !uploads.ready;

  useLayoutEffect(() => fit(area.current), [text]);

  // Kept at once, not in an effect: the page may be reloaded at any moment.
  const write = (next: string) => {
    setText(next);
    keep(`draft${mark}`, next);
  };
  const point = (next: Aim["to"]) => {
    setTo(next);
    keep(`target${mark}`, next);
    keep("target", next);
  };

  useOnChange(aim, (wanted) => {
    point(wanted.to);
    setChosen(wanted.session ?? "");
    area.current?.focus();
  });
  useOnChange(taken, ({ say, files }) => {
    point(say.to);
    write(text.trim() === "" ? say.text : `${say.text}\n\n${text}`);
    uploads.restore(files);
    area.current?.focus();
  });
  useOnChange(dropped, (files) => {
    uploads.add(files);
    area.current?.focus();
  });

  const send = () => {
    if (blocked) return;
    const files = uploads.pending.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }]));
    const words = text.trim() === "" ? `Attached: ${files.map(({ name }) => name).join(", ")}` : text;
    outbox.send({
      say: {
        id: createId("m"),
        to,
        text: words,
        ...(conversation === undefined ? {} : { conversation: conversation.id }),
        ...(session === "" ? {} : { session }),
        ...(files.length === 0 ? {} : { files: files.map(({ id }) => id) }),
      },
      view: conversation?.id ?? null,
      files,
    });
    write("");
    uploads.clear();
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
      class={`composer ${to}`}
      aria-label="Write a message"
      data-testid="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PendingFiles uploads={uploads} />
      <textarea
        ref={area}
        rows={1}
        aria-label="Message"
        placeholder={`Write to ${to === "both" ? "Claude and Codex" : NAMES[to]}…`}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (files.length === 0) return;
          event.preventDefault();
          uploads.add(files);
        }}
      />
      <div class="composer-bar">
        <TargetSwitch to={to} onChange={point} peers={peers} labels={labels} session={session} onSession={setChosen} />
        <span class="hint faint">Enter sends · Shift + Enter breaks the line</span>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="file-picker"
          onChange={(event) => {
            uploads.add(event.currentTarget.files ?? []);
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
        <button
          type="submit"
          class="send"
          disabled={blocked}
          aria-label="Send"
          title={uploads.ready ? "Send" : "A file is not there yet: wait for it, or remove it"}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
});

/** Whether the conversation itself says which session is meant. */
function isHere(conversation: ConversationView | undefined, to: "claude" | "codex", connected: readonly SessionView[]) {
  const members = conversation?.members.filter(({ kind }) => kind === to) ?? [];
  return members.some(({ session }) => connected.some(({ id }) => id === session));
}

function toTarget(kept: string | null): Aim["to"] {
  return kept === "codex" || kept === "both" ? kept : "claude";
}

/** Calls back when another value comes, not for the one that was there from the beginning. */
function useOnChange<T>(value: T | null, onChange: (value: T) => void): void {
  const seen = useRef(value);
  useLayoutEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    if (value !== null) onChange(value);
  });
}

/** Grows with the text where the browser does not know `field-sizing`; its limits stand in the stylesheet. */
function fit(area: HTMLTextAreaElement | null): void {
  if (area === null || CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
