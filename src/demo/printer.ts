/**
 * How the demo tells on the terminal what happens: who says what to whom, indented, and the
 * bridge's own words dim.
 */

type Style = "bold" | "dim" | "red" | "green" | "purple" | "cyan";
/** Colours a text, or leaves it as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

export type Speaker = "Claude" | "Codex" | "You";

export interface Printer {
  /** Somebody says something, by the named tool or place. */
  speech(from: Speaker, to: Speaker, by: string, text: string): void;
  /** What became of it. */
  state(text: string): void;
  /** What this is. */
  title(text: string): void;
  /** A line of the demo's own. */
  line(text: string): void;
}

const STYLES: Record<Speaker, Style> = { Claude: "purple", Codex: "green", You: "cyan" };
const INDENT = "    ";

/** Makes the printer; `write` gets whole lines. */
export function createPrinter(write: (text: string) => void, paint: Paint): Printer {
  const name = (who: Speaker) => paint(STYLES[who], who);
  return {
    speech(from, to, by, text) {
      const head = `${paint("bold", name(from))} → ${name(to)}  ${paint("dim", by)}`;
      write(`\n${[head, ...renderText(text, paint)].join("\n")}\n`);
    },
    state: (text) => write(`${paint("dim", `${INDENT}· ${toHarmless(text)}`)}\n`),
    title: (text) => write(`${paint("bold", text)}\n`),
    line: (text) => write(`${text}\n`),
  };
}

/** A message's lines, indented; those of a diff in its colours. */
export function renderText(text: string, paint: Paint): string[] {
  let isDiff = false;
  return text.split("\n").map((raw) => {
    const line = toHarmless(raw);
    if (line.startsWith("```")) {
      isDiff = line === "```diff";
      return `${INDENT}${paint("dim", line)}`;
    }
    if (line === "") return "";
    const style = isDiff ? diffStyle(line) : null;
    return `${INDENT}${style ? paint(style, line) : line}`;
  });
}

function diffStyle(line: string): Style | null {
  if (/^(?:diff |index |new file |--- |\+\+\+ )/.test(line)) return "bold";
  if (line.startsWith("@@")) return "cyan";
  if (line.startsWith("+")) return "green";
  return line.startsWith("-") ? "red" : null;
}

/**
 * A line without escapes and control characters, which could steer the terminal; its indentation
 * stays.
 */
function toHarmless(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]+/gu, " ").trimEnd();
}
