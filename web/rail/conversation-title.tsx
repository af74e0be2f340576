import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { ConversationView } from "../../src/shared/views";
import { ApiContext } from "../state/contexts";
import { explain } from "../state/http";
import type { PageState } from "../state/state";
import { Icon } from "../ui/icons";
import { nameOf, projectName } from "./rail-model";

type Props = {
  state: Pick<PageState, "conversations" | "sessions" | "view" | "loaded">;
  conversation: ConversationView | undefined;
};

const MAX_CHARS = 120;

/** What is shown; a conversation's name can be changed where it stands. */
export function ConversationTitle({ state, conversation }: Props) {
  const api = useContext(ApiContext);
  const [editing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (editing) field.current?.select();
  }, [editing]);

  if (conversation === undefined) {
    const name = state.view === null ? "All conversations" : state.loaded ? "A conversation" : "…";
    return <h1 class="title">{name}</h1>;
  }
  const name = nameOf(state, conversation);

  const stop = () => {
    setEditing(false);
    setProblem(null);
    requestAnimationFrame(() => edit.current?.focus());
  };
  const save = async () => {
    const title = field.current?.value.trim() ?? "";
    if (title === (conversation.title ?? "") || (conversation.title === null && title === name)) return stop();
    try {
      await api.rename(conversation.id, title);
      stop();
    } catch (error) {
      setProblem(explain(error));
    }
  };

  if (!editing) {
    return (
      <h1 class="title">
        <bdi class="title-name" data-testid="title">
          {name}
        </bdi>
        <bdi class="title-project">{projectName(state, conversation.project)}</bdi>
        <button
          ref={edit}
          type="button"
          class="quiet icon-button title-edit"
          aria-label="Rename"
          title="Rename this conversation"
          onClick={() => setEditing(true)}
        >
          <Icon name="edit" />
        </button>
      </h1>
    );
  }
  return (
    <form
      class="title-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h1 class="visually-hidden">{name}</h1>
      <input
        ref={field}
        aria-label="The conversation's name"
        aria-invalid={problem !== null}
        maxLength={MAX_CHARS}
        defaultValue={name}
        // biome-ignore lint/a11y/noAutofocus: the human has just asked to write here
        autoFocus
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          stop();
        }}
      />
      <button type="submit" class="button">
        Save
      </button>
      <button type="button" class="quiet" onClick={stop}>
        Cancel
      </button>
      {problem !== null && (
        <p class="title-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
