/** The results: rows for a table that people read, and the same as JSON. */
import { cpus, totalmem } from "node:os";
import { VERSION } from "../src/version";

export interface Row {
  /** What was measured, with its circumstances. */
  name: string;
  unit: "ms" | "MB" | "messages/s" | "µs/message" | "%" | "";
  value: number | null;
  /** The same of the floor, measured in turns in the same run. */
  floor?: number | null;
  /** The most (for `messages/s` the least) that the project allows itself: a ratio to the floor, or a value. */
  target?: { ratio?: number; value?: number };
}

export interface Section {
  title: string;
  rows: Row[];
}

/** The machine and the versions, without which numbers say little. */
export function describeMachine() {
  const [cpu] = cpus();
  return {
    bridge: VERSION,
    bun: Bun.version,
    system: `${process.platform} ${process.arch}`,
    processor: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}

/** How many times the floor's this is; null where either is missing. */
export function ratioOf({ value, floor }: Row): number | null {
  return value === null || !floor ? null : value / floor;
}

/** Whether a row meets its target; null where it has none or could not be measured. */
export function isMet(row: Row): boolean | null {
  const { value, unit, target } = row;
  if (!target || value === null) return null;
  const ratio = ratioOf(row);
  if (target.ratio !== undefined) return ratio === null ? null : ratio <= target.ratio;
  if (target.value === undefined) return null;
  return unit === "messages/s" ? value >= target.value : value <= target.value;
}

/** A section as lines of text, with colours where they are wanted. */
export function toTable({ title, rows }: Section, colour: boolean): string {
  const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const cells = rows.map((row) => {
    const ratio = ratioOf(row);
    const { target } = row;
    const aim = target?.ratio ? `${target.ratio} ×` : target?.value === undefined ? "" : format(target.value, row.unit);
    const met = isMet(row);
    return {
      text: [
        row.name,
        format(row.value, row.unit),
        row.floor === undefined ? "" : format(row.floor, row.unit),
        ratio === null ? "" : `${ratio.toFixed(2)} ×`,
        aim,
      ],
      met,
    };
  });
  const head = ["", "bridge", "floor", "ratio", "target"];
  const widths = head.map((name, i) => Math.max(name.length, ...cells.map(({ text }) => text[i]?.length ?? 0)));
  const line = (parts: string[]) => parts.map((part, i) => pad(part, widths[i] ?? 0, i > 0)).join("  ");
  const body = cells.map(({ text, met }) => {
    const mark = met === null ? "" : met ? paint(32, "  met") : paint(33, "  missed");
    return `  ${line(text)}${mark}`;
  });
  return [paint(1, title), paint(2, `  ${line(head)}`), ...body].join("\n");
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function format(value: number | null | undefined, unit: Row["unit"]): string {
  if (value === null || value === undefined) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toLocaleString("en", { maximumFractionDigits: digits })}${unit === "" ? "" : ` ${unit}`}`;
}
