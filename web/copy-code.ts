const SHOWN_MS = 1600;

/** The copy buttons of code blocks are part of rendered HTML, so that a click on one is taken further up. */
export function copyCode(event: Event): void {
  const button = event.target instanceof Element ? event.target.closest(".code-copy") : null;
  const code = button?.closest(".code")?.querySelector("code")?.textContent;
  if (button === null || code === null || code === undefined) return;
  const tell = (word: string) => {
    button.textContent = word;
    setTimeout(() => {
      button.textContent = "Copy";
    }, SHOWN_MS);
  };
  navigator.clipboard.writeText(code).then(
    () => tell("Copied"),
    () => tell("Not copied"),
  );
}
