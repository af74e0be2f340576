/** The results: rows for a table that people read, and the same as JSON. */
import { cpus, totalmem } from "node:os";
import { VERSION } from "../src/shared/version";

export interface Row {
  /** What was measured, with its circumstances. */
  name: string;
  unit: "ms" | "MB" | "messages/s" | "µs/message" | "%" | "";
  value: number | null;
  /** The same of the pair and of the floor, measured in turns in the same run. */
  pair?: number | null;
  floor?: number | null;
  target?: Target;
}

/**
 * What the project allows itself: the value, or its ratio to the pair's, is at most or at least
 * this.
 */
export type Target = ({ most: number } | { least: number }) & { of?: "pair" };

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

/** Whether a row meets its target; null where it has none or could not be measured. */
export function isMet(row: Row): boolean | null {
  const { target } = row;
  const measured = target?.of === "pair" ? ratio(row.value, row.pair) : row.value;
  if (target === undefined || measured === null) return null;
  return "most" in target ? measured <= target.most : measured >= target.least;
}

/** A section as lines of text, with colours where they are wanted. */
export function toTable({ title, rows }: Section, colour: boolean): string {
  const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const head = ["", "bridge", "pair", "floor", "to pair", "to floor", "target"];
  const cells = rows.map(toCells);
  const widths = head.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (parts: string[]) => parts.map((part, i) => pad(part, widths[i] ?? 0, i > 0)).join("  ");
  const body = rows.map((row, i) => {
    const met = isMet(row);
    const mark = met === null ? "" : met ? paint(32, "  met") : paint(33, "  missed");
    return `  ${line(cells[i] ?? [])}${mark}`;
  });
  return [paint(1, title), paint(2, `  ${line(head)}`), ...body].join("\n");
}

function toCells(row: Row): string[] {
  const { name, unit, value, pair, floor, target } = row;
  const toRatio = (other: number | null | undefined) => {
    const times = ratio(value, other);
    return times === null ? "" : `${times.toFixed(2)} ×`;
  };
  const optional = (other: number | null | undefined) => (other === undefined ? "" : format(other, unit));
  return [
    name,
    format(value, unit),
    optional(pair),
    optional(floor),
    toRatio(pair),
    toRatio(floor),
    target === undefined ? "" : toAim(target, unit),
  ];
}

function toAim(target: Target, unit: Row["unit"]): string {
  const [sign, bound] = "most" in target ? ["≤", target.most] : ["≥", target.least];
  return `${sign} ${target.of === "pair" ? `${bound} × pair` : format(bound, unit)}`;
}

function ratio(value: number | null, other: number | null | undefined): number | null {
  return value === null || !other ? null : value / other;
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function format(value: number | null | undefined, unit: Row["unit"]): string {
  if (value === null || value === undefined) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toLocaleString("en", { maximumFractionDigits: digits })}${unit === "" ? "" : ` ${unit}`}`;
}
