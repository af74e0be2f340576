/** The threads that this engine has open, and which of their turns are a run's. */
import type { ThreadSpec } from "../../core/runs/engine";
import type { Turn } from "../contract";

export interface HeldThread {
  readonly threadId: string;
  readonly spec: ThreadSpec;
  readonly path: string | null;
  /** Whether a person may have it open: nobody knows of one that we have just made. */
  readonly isKnown: boolean;
  /** The run's turn. Null before it has one. */
  turnId: string | null;
  /** Turns with which Codex continues it. */
  readonly continuations: Set<string>;
  /** Turns that run now, whosever they are. */
  readonly running: Set<string>;
  /** What marks the prompt whose turn is awaited. */
  awaited: string | null;
  /**
   * Called with the turn that has taken the awaited prompt, and whether the prompt has opened it.
   */
  onTaken: ((turnId: string, opened: boolean) => void) | null;
  /** The first user message of each running turn. */
  readonly openings: Map<string, string | null>;
  /** What has come while it is not known yet which turns are the run's; null once it is. */
  deferred: (() => void)[] | null;
  /** What the model has said; null where a part of it may have been missed. */
  messages: string[] | null;
}

export function createHeldThread(
  threadId: string,
  spec: ThreadSpec,
  path: string | null,
  isKnown: boolean,
): HeldThread {
  return {
    threadId,
    spec,
    path,
    isKnown,
    turnId: null,
    continuations: new Set(),
    running: new Set(),
    awaited: null,
    onTaken: null,
    openings: new Map(),
    deferred: null,
    messages: [],
  };
}

/** Makes the thread's next turn, with this mark on its prompt, the run's. */
export function awaitTurn(thread: HeldThread, clientId: string): void {
  thread.turnId = null;
  thread.continuations.clear();
  thread.awaited = clientId;
  thread.messages = [];
}

export function claimTurn(thread: HeldThread, turnId: string): void {
  thread.turnId = turnId;
  thread.awaited = null;
}

/** Whether a turn is the run's, or continues it. */
export function isOwnTurn({ turnId, continuations }: HeldThread, id: string): boolean {
  return id === turnId || continuations.has(id);
}

/** Whether a new turn continues the run's after a restart. */
export function isContinuation({ turnId }: HeldThread, turn: Pick<Turn, "id" | "rootTurnId">): boolean {
  return turnId !== null && turn.id !== turnId && turn.rootTurnId === turnId;
}

/** The turn of the run that runs now; null where none does. */
export function findRunningTurn(thread: HeldThread): string | null {
  return [...thread.running].find((id) => isOwnTurn(thread, id)) ?? null;
}
