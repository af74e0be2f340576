/** What a measurement plays on: some Codex ends, one Claude end, and the processes between them. */

/** The bridge; the shape of the first public bridges; and one WebSocket message each way. */
export type RigName = "bridge" | "pair" | "floor";

export interface Rig {
  readonly name: RigName;
  /** How many Codex ends there are. */
  readonly ends: number;
  /**
   * A question from a Codex end and Claude's answer of the same length. Rejects where that is not
   * the answer.
   */
  exchange(end: number, text: string): Promise<void>;
  /** The processes that are measured, the players left out. */
  readonly processes: readonly { name: string; pid: number }[];
  close(): Promise<void>;
}

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
