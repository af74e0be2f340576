import { Dialog } from "./dialog";
import { KEYS } from "./keys";

/** All keys of the page. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Keys" class="help" onClose={onClose}>
      <dl class="keys">
        {KEYS.map(({ keys, does }) => (
          <div key={does} class="key-line">
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="faint">Letters work wherever nothing is being typed.</p>
    </Dialog>
  );
}
