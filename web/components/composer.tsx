import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Say } from "../../src/api";
import { createId } from "../../src/ids";
import type { SessionKind, SessionView } from "../../src/protocol";
import { type Api, Refusal } from "../api";
import { memo } from "../memo";
import { NAMES } from "../selectors";
import { keep, recall } from "../storage";
import type { Store } from "../store";
import { Icon } from "./icons";
import { TargetSwitch } from "./target-switch";

type Props = {
  api: Api;
  store: Store;
  connected: readonly SessionView[];
  labels: ReadonlyMap<string, string>;
  onSent: () => void;
};

export const Composer = memo(function Composer({ api, store, connected, labels, onSent }: Props) {
  const [text, setText] = useState(() => recall("draft") ?? "");
  const [to, setTo] = useState<SessionKind>(() => (recall("target") === "codex" ? "codex" : "claude"));
  const [chosen, setChosen] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  // A repeated attempt is the same message: it keeps its id, so that the bridge cannot store it twice.
  const attempt = useRef<Say | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const peers = connected.filter((session) => session.kind === to);
  const session = peers.length > 1 && peers.some((peer) => peer.id === chosen) ? chosen : "";

  useLayoutEffect(() => fit(area.current), [text]);

  // Kept at once, not in an effect: the page may be reloaded at any moment.
  const write = (next: string) => {
    setText(next);
    keep("draft", next);
  };
  const aim = (next: SessionKind) => {
    setTo(next);
    keep("target", next);
  };

  const send = async () => {
    if (sending || text.trim() === "") return;
    const last = attempt.current;
    const again = last !== null && last.text === text && last.to === to && (last.session ?? "") === session;
    const say: Say = again ? last : { id: createId("m"), to, text, ...(session === "" ? {} : { session }) };
    attempt.current = say;
    setSending(true);
    setFailure(null);
    const { step } = store.get();
    try {
      const message = await api.say(say);
      attempt.current = null;
      store.dispatch({ type: "said", message, step });
      // What was typed while it was on its way is the next draft.
      const now = area.current?.value ?? "";
      write(now.startsWith(say.text) ? now.slice(say.text.length) : now);
      onSent();
    } catch (error) {
      setFailure(error instanceof Refusal ? error.message : "Something went wrong on this page; your text is kept.");
      if (!(error instanceof Refusal)) console.error(error);
    } finally {
      setSending(false);
      area.current?.focus();
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // An input method's Enter chooses a word; it is not the human's word to send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void send();
  };

  return (
    <form
      class={`composer ${to}`}
      aria-label="Write a message"
      data-testid="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {failure !== null && (
        <p class="failure" role="alert" data-testid="composer-error">
          {failure}
        </p>
      )}
      <textarea
        ref={area}
        rows={1}
        aria-label="Message"
        placeholder={`Write to ${NAMES[to]}…`}
        value={text}
        onInput={(event) => {
          write(event.currentTarget.value);
          setFailure(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="composer-bar">
        <TargetSwitch to={to} onChange={aim} peers={peers} labels={labels} session={session} onSession={setChosen} />
        <span class="hint faint">Enter sends · Shift + Enter breaks the line</span>
        <button type="submit" class="send" disabled={sending || text.trim() === ""} aria-label="Send" title="Send">
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
});

/** Grows with the text where the browser does not know `field-sizing`; its limits stand in the stylesheet. */
function fit(area: HTMLTextAreaElement | null): void {
  if (area === null || CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
