/** Renders the steps that a person reads before saying yes. */
import type { Step } from "../setup/steps";
import { toLine } from "../shared/text";
import type { createPainter } from "./output";

type Paint = ReturnType<typeof createPainter>;

/** Numbered steps, each with its reason, its command, and what is there before and after. */
export function renderSteps(steps: readonly Step[], paint: Paint): string {
  return steps
    .map(({ what, why, how, before, after, replaces }, index) => {
      const lines = [
        `${paint("bold", `${String(index + 1).padStart(2)}. ${toLine(what)}`)}  ${paint("dim", toLine(why))}`,
      ];
      lines.push(`    ${paint("cyan", toLine(how))}`);
      if (before !== null) lines.push(...mark(before, paint(replaces ? "yellow" : "red", "-")));
      if (after !== null) lines.push(...mark(after, paint("green", "+")));
      return lines.join("\n");
    })
    .join("\n");
}

/** A list under a title, or nothing where the list is empty. */
export function renderList(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `${title}\n${lines.map((line) => `  • ${line.replaceAll("\n", "\n    ")}`).join("\n")}\n`;
}

function mark(text: string, sign: string): string[] {
  return text.split("\n").map((line) => `    ${sign} ${toLine(line)}`);
}
