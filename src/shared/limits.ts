/**
 * What stops a flood, of a mistake or of malice. Busy agents and a person with many windows meet
 * none of it.
 */
export interface Limits {
  /** Largest text of one message, in UTF-8 bytes. */
  readonly messageBytes: number;
  /** How long the body of a request may take to arrive. */
  readonly bodyMs: number;
  /** Pages that are open at once. */
  readonly pages: number;
  /** Processes connected to /peer at once: one for each session, and more for Claude's hooks. */
  readonly peers: number;
  /** Requests of the API being answered at once, those that wait for Claude included. */
  readonly requests: number;
  /** What a page may leave unread, in bytes, before it is cut off. */
  readonly backlogBytes: number;
  /** Open questions of one session. */
  readonly openQuestions: number;
  /** Messages that wait for one session. */
  readonly queuedMessages: number;
  /** Refused credentials a second, from everybody together, that are answered in full. */
  readonly failuresPerSecond: number;
}

const MB = 1024 * 1024;

export const LIMITS: Limits = {
  messageBytes: 16 * MB,
  bodyMs: 120_000,
  pages: 1_000,
  peers: 1_000,
  requests: 1_000,
  backlogBytes: 16 * MB,
  openQuestions: 10_000,
  queuedMessages: 10_000,
  failuresPerSecond: 20,
};
