import { useContext, useState } from "preact/hooks";
import { cutText } from "../../src/shared/text";
import type { ConversationView } from "../../src/shared/views";
import type { GateControl } from "../gate/use-gate";
import type { ExportFormat } from "../state/api";
import { ApiContext } from "../state/contexts";
import { explain } from "../state/http";
import { Menu, MenuItem } from "../ui/menu";

type Props = { conversation: ConversationView | undefined; control: GateControl; onEnd: () => void };

const ENDINGS: Readonly<Record<ExportFormat, string>> = { markdown: "md", html: "html" };

/** What is done seldom with a conversation: export it, link to it, end it. */
export function ConversationMenu({ conversation, control, onEnd }: Props) {
  const api = useContext(ApiContext);
  const [problem, setProblem] = useState<string | null>(null);
  if (conversation === undefined) return null;
  const { id, title } = conversation;

  const save = async (format: ExportFormat) => {
    setProblem(null);
    try {
      download(await api.export(id, format), `${toFileName(title ?? id)}.${ENDINGS[format]}`);
    } catch (error) {
      setProblem(`The conversation could not be exported. ${explain(error)}`);
    }
  };

  return (
    <>
      <Menu label="More" icon="more">
        {(close) => {
          const and = (work: () => void) => () => {
            close();
            work();
          };
          return (
            <>
              <MenuItem icon="download" onClick={and(() => void save("markdown"))}>
                Export as Markdown
              </MenuItem>
              <MenuItem icon="download" onClick={and(() => void save("html"))}>
                Export as HTML
              </MenuItem>
              <MenuItem
                icon="link"
                onClick={and(() => {
                  const link = `${location.origin}/#${id}`;
                  navigator.clipboard.writeText(link).catch(() => setProblem(`It could not be copied: ${link}`));
                })}
              >
                Copy the link
              </MenuItem>
              <MenuItem icon="end" danger disabled={control.gate === "ended"} onClick={and(onEnd)}>
                {control.gate === "ended" ? "The talk has ended" : "End the talk…"}
              </MenuItem>
            </>
          );
        }}
      </Menu>
      {problem !== null && (
        <p class="bar-problem" role="alert">
          {problem}{" "}
          <button type="button" class="quiet link" onClick={() => setProblem(null)}>
            Dismiss
          </button>
        </p>
      )}
    </>
  );
}

/**
 * The credential is in a header, which a link cannot send: the file is fetched, and then handed to
 * the browser.
 */
function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function toFileName(name: string): string {
  return cutText(name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+|-+$/g, ""), 80) || "conversation";
}
