import { useContext, useRef, useState } from "preact/hooks";
import type { MessageView } from "../../src/shared/views";
import { ClockContext } from "../state/contexts";
import { heldMessages } from "../state/selectors";
import { ShellContext } from "../state/shell";
import type { PageState } from "../state/state";
import { Icon } from "../ui/icons";
import { RailFoot } from "./rail-foot";
import { RailItem } from "./rail-item";
import { inOrder, newcomers, toRail } from "./rail-model";
import { SessionLine } from "./session-line";

type Props = {
  state: PageState;
  open: readonly MessageView[];
  labels: ReadonlyMap<string, string>;
  /** Only icons are shown. */
  collapsed: boolean;
  /** Null where there is nothing to collapse: in a drawer. */
  onCollapse: (() => void) | null;
  /** Somebody has chosen a conversation. */
  onChoose: () => void;
  onHelp: () => void;
};

/** Projects and their conversations, who has come and not spoken yet, and the bridge itself. */
export function Rail({ state, open, labels, collapsed, onCollapse, onChoose, onHelp }: Props) {
  const { view, sessions, conversations, gate } = state;
  const clock = useContext(ClockContext);
  const shell = useContext(ShellContext);
  const list = useRef<HTMLDivElement>(null);
  // What somebody points at stays where it is.
  const order = useRef<readonly string[] | null>(null);
  const [, redraw] = useState(0);
  const projects = inOrder(toRail(state, open), order.current);
  const keepOrder = () => {
    order.current ??= projects.flatMap(({ conversations: own }) => own.map(({ conversation }) => conversation.id));
  };
  const letOrder = () => {
    order.current = null;
    redraw((times) => times + 1);
  };
  // To the minute: entries that show the same need not be drawn again.
  const now = Math.floor(clock.now() / 60_000) * 60_000;
  const fresh = newcomers({ conversations, sessions });
  const all = [...conversations.values()];
  const unread = all.reduce((sum, one) => sum + one.unread, 0);
  const held = heldMessages(state, null).length;

  /** Up and down go from one conversation to the next. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || !(event.target instanceof Element)) return;
    const links = [...(list.current?.querySelectorAll<HTMLElement>("a, button") ?? [])];
    const next = links[links.findIndex((link) => link.contains(event.target as Element)) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <nav class="rail" aria-label="Conversations" data-testid="rail" data-collapsed={collapsed}>
      <header class="rail-head">
        <p class="brand">
          <Icon name="bridge" />
          <span class="rail-word">Codex Bridge</span>
        </p>
        {onCollapse !== null && (
          <button
            type="button"
            class="quiet icon-button"
            aria-expanded={!collapsed}
            aria-label="The list of conversations"
            title={collapsed ? "Show the conversations" : "Only icons"}
            onClick={onCollapse}
          >
            <Icon name="sidebar" />
          </button>
        )}
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what has the focus is a link inside */}
      <div
        ref={list}
        class="rail-scroll"
        onKeyDown={onKeyDown}
        onPointerEnter={keepOrder}
        onPointerLeave={letOrder}
        onFocusIn={keepOrder}
        onFocusOut={(event) => {
          const to = event.relatedTarget;
          if (!(to instanceof Node) || !event.currentTarget.contains(to)) letOrder();
        }}
      >
        <RailItem
          href="#"
          name="All"
          title="All conversations"
          initial={null}
          current={view === null}
          unread={unread}
          held={held}
          gate={gate}
          onChoose={onChoose}
        />
        {projects.map((project) => (
          <section key={project.root} class="rail-project" aria-label={`Project ${project.name}`}>
            <h2 class="rail-heading" title={project.root}>
              <bdi>{project.name}</bdi>
            </h2>
            <ul>
              {project.conversations.map(({ conversation, name, waits }) => (
                <li key={conversation.id}>
                  <RailItem
                    id={conversation.id}
                    href={`#${conversation.id}`}
                    name={name}
                    title={`${name} · ${project.name}`}
                    initial={[...project.name][0]?.toUpperCase() ?? "·"}
                    current={view === conversation.id}
                    unread={conversation.unread}
                    held={conversation.held}
                    gate={conversation.gate}
                    waits={waits}
                    last={conversation.last}
                    now={now}
                    onChoose={onChoose}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {fresh.length > 0 && (
          <section class="rail-project" aria-label="Connected, nothing said yet">
            <h2 class="rail-heading">Nothing said yet</h2>
            <ul>
              {fresh.map((session) => (
                <li key={session.id}>
                  <SessionLine
                    session={session}
                    label={labels.get(session.id) ?? session.project.name}
                    open={open}
                    onChoose={() => {
                      onChoose();
                      shell.show({ of: "session", id: session.id });
                    }}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <RailFoot link={state.link} onHelp={onHelp} onChoose={onChoose} />
    </nav>
  );
}
