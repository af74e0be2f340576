/** How the output looks: colours on a terminal only, and durations in one unit. */

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, purple: 35, cyan: 36 } as const;
export type Style = keyof typeof CODES;

/** Makes a painter. It adds no colours where the stream is not a terminal or NO_COLOR is set. */
export function createPainter(isTerminal: boolean, noColor: boolean): (style: Style, text: string) => string {
  if (!isTerminal || noColor) return (_, text) => text;
  return (style, text) => `\x1b[${CODES[style]}m${text}\x1b[0m`;
}

/** A duration in its largest unit: "12 s", "3 min", "5 h", "2 d". */
export function toAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
