import { useContext } from "preact/hooks";
import { ShellContext } from "../state/shell";
import type { Link } from "../state/state";
import { Icon } from "../ui/icons";
import { useNotices } from "../ui/use-notices";
import { LINKS } from "./link-state";

type Props = { link: Link; onHelp: () => void; onChoose: () => void };

/** The bridge itself, and what concerns the whole page. */
export function RailFoot({ link, onHelp, onChoose }: Props) {
  const shell = useContext(ShellContext);
  const notices = useNotices();
  return (
    <footer class="rail-foot">
      <button
        type="button"
        class="rail-tool"
        title={`The bridge at ${location.host}: ${LINKS[link].word}`}
        data-testid="open-bridge"
        onClick={() => {
          onChoose();
          shell.show({ of: "bridge" });
        }}
      >
        <Icon name="bridge" />
        <span class="rail-word">
          {location.host} <span class="faint">{LINKS[link].word}</span>
        </span>
      </button>
      {notices.state !== "missing" && (
        <button
          type="button"
          class="rail-tool"
          aria-pressed={notices.state === "on"}
          disabled={notices.state === "blocked"}
          title={NOTICE_TITLES[notices.state]}
          data-testid="notices"
          data-state={notices.state}
          onClick={() => void notices.toggle()}
        >
          <Icon name="bell" />
          <span class="rail-word">{NOTICE_WORDS[notices.state]}</span>
        </button>
      )}
      <button type="button" class="rail-tool" title="Keys and help (?)" onClick={onHelp}>
        <Icon name="help" />
        <span class="rail-word">Keys</span>
      </button>
    </footer>
  );
}

const NOTICE_WORDS = { off: "Notify me", on: "Notifications on", blocked: "Notifications blocked" } as const;
const NOTICE_TITLES = {
  off: "Tell me on the desktop when something waits for me",
  on: "You are told on the desktop when something waits for you. Click to stop that",
  blocked: "The browser does not let this page notify you. Its settings for this site change that",
} as const;
