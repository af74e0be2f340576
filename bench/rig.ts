/** What a measurement plays on: some Codex ends, one Claude end, and the processes between them. */

export interface Rig {
  readonly name: "bridge" | "floor";
  /** How many Codex ends there are. */
  readonly ends: number;
  /**
   * A question from a Codex end and Claude's answer of the same length; rejects where it is not the answer to just
   * this question.
   */
  exchange(end: number, text: string): Promise<void>;
  /** A question that nobody answers; it stays open. */
  hold(end: number, text: string): void;
  /** The processes that are measured, the players left out. */
  readonly processes: readonly { name: string; pid: number }[];
  close(): Promise<void>;
}

/** Texts that begin with this are not answered by the Claude end. */
export const HOLD = "hold:";

/** What the Claude end answers: other letters, the same length. */
export function answerTo(question: string): string {
  return `A${question.slice(1)}`;
}

let count = 0;

/** A question of `bytes` letters that no other has. */
export function questionOf(bytes: number): string {
  const head = `Q${count++}:`;
  return head + "x".repeat(Math.max(0, bytes - head.length));
}
