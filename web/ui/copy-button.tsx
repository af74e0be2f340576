import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icons";

const SHOWN_MS = 1600;

/** A text that has to be fetched first is given as a function. */
type Props = { text: string | (() => Promise<string>); label: string; class?: string };

export function CopyButton({ text, label, class: className = "" }: Props) {
  const [result, setResult] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => {
    const copied = async () => navigator.clipboard.writeText(typeof text === "string" ? text : await text());
    setResult(
      await copied().then(
        () => "copied" as const,
        () => "failed" as const,
      ),
    );
  };
  const title = result === "copied" ? "Copied" : result === "failed" ? "It could not be copied" : label;
  return (
    <button
      type="button"
      class={`quiet icon-button ${className}`}
      title={title}
      aria-label={title}
      onClick={() => void copy()}
    >
      <Icon name={result === "copied" ? "check" : "copy"} />
    </button>
  );
}
