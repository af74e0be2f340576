import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icons.tsx";

const SHOWN_MS = 1600;

type Props = { text: string; label: string; class?: string };

export function CopyButton({ text, label, class: className = "" }: Props) {
  const [result, setResult] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setResult("copied"),
      () => setResult("failed"),
    );
  const title = result === "copied" ? "Copied" : result === "failed" ? "The browser refused to copy" : label;
  return (
    <button type="button" class={`quiet icon-button ${className}`} title={title} aria-label={title} onClick={copy}>
      <Icon name={result === "copied" ? "check" : "copy"} />
    </button>
  );
}
