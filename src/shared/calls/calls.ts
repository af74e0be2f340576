/**
 * Every call that one process makes of the bridge in another one, declared once. The carriers
 * (`src/rpc/`) know no call by its name but `attach`.
 */
import * as z from "zod";
import { ListedRun, ListRuns, RunId, RunsCheck, RunView, StartRun, WaitRun } from "../runs";
import { Attach } from "./attach";
import {
  AskCodex,
  AskCodexResult,
  Collect,
  CollectResult,
  Edit,
  EditResult,
  GiveBack,
  Reply,
  ReplyResult,
  Send,
  SendResult,
  SessionsResult,
} from "./claude";
import { Answer, AnswerResult, Ask, AskResult, Check, CheckResult, Settle } from "./codex";
import { HookBatch, HookListen, HookNote, HookNoted, HookTook } from "./hooks";

/** What a process is to the bridge, as it says when it proves itself. */
export const Role = z.enum(["claude", "codex", "hook"]);
export type Role = z.infer<typeof Role>;

/** The result of a call that gives nothing. */
const Nothing = z.unknown().transform((): void => undefined);

/**
 * `role` may make the call; null where it makes anybody's API. A call that `waits` can be given up.
 * The result of an `unhurried` one travels with whatever is said next, since nobody waits for it.
 */
export interface Declaration {
  role: Role | null;
  input: z.ZodType;
  result: z.ZodType;
  waits?: true;
  unhurried?: true;
}

export const CALLS = {
  attach: { role: null, input: Attach, result: Nothing },

  ask: { role: "codex", input: Ask, result: AskResult, waits: true },
  check: { role: "codex", input: Check, result: CheckResult, waits: true },
  settle: { role: "codex", input: Settle, result: Nothing, unhurried: true },
  answer: { role: "codex", input: Answer, result: AnswerResult },

  reply: { role: "claude", input: Reply, result: ReplyResult },
  send: { role: "claude", input: Send, result: SendResult },
  askCodex: { role: "claude", input: AskCodex, result: AskCodexResult, waits: true },
  edit: { role: "claude", input: Edit, result: EditResult },
  sessions: { role: "claude", input: z.null(), result: SessionsResult },
  collect: { role: "claude", input: Collect, result: CollectResult, waits: true },
  giveBack: { role: "claude", input: GiveBack, result: Nothing },
  startRun: { role: "claude", input: StartRun, result: RunView },
  waitRun: { role: "claude", input: WaitRun, result: RunView, waits: true },
  cancelRun: { role: "claude", input: z.object({ run: RunId }), result: RunView, waits: true },
  listRuns: { role: "claude", input: ListRuns, result: z.array(ListedRun) },
  checkRuns: { role: "claude", input: z.null(), result: RunsCheck, waits: true },

  note: { role: "hook", input: HookNote, result: HookNoted, waits: true },
  listen: { role: "hook", input: HookListen, result: HookBatch, waits: true },
  took: { role: "hook", input: HookTook, result: Nothing },
} as const satisfies Record<string, Declaration>;

type Calls = typeof CALLS;

export const CallName = z.enum(Object.keys(CALLS) as (keyof Calls)[]);
export type CallName = z.infer<typeof CallName>;
export type CallInput<N extends CallName> = z.output<Calls[N]["input"]>;
export type CallResult<N extends CallName> = z.output<Calls[N]["result"]>;

/** The input, where there is one, and the signal that ends the wait of a call that waits. */
type Arguments<N extends CallName> = Calls[N] extends { waits: true }
  ? [input: CallInput<N>, signal: AbortSignal]
  : CallInput<N> extends null
    ? []
    : [input: CallInput<N>];

/** What a role may ask, as functions. A signal ends a wait; it never ends the question. */
export type CallsOf<R extends Role> = {
  [N in CallName as Calls[N]["role"] extends R ? N : never]: (...args: Arguments<N>) => Promise<CallResult<N>>;
};

/** What one Claude session may ask of the bridge. */
export interface ClaudeApi extends CallsOf<"claude"> {
  detach(): Promise<void>;
}

/**
 * What one Codex process may ask of the bridge. A call that is sent again with the same id happens
 * once.
 */
export interface CodexApi extends CallsOf<"codex"> {
  detach(): Promise<void>;
}

/** What the hooks of all Claude sessions may ask of the bridge. */
export interface HookApi extends CallsOf<"hook"> {
  /** A hook has gone: what it had leased and not printed is free again. */
  leave(listening: HookListen): Promise<void>;
}

type Call = (input: unknown, signal: AbortSignal | undefined) => Promise<unknown>;

/** Makes the functions of a role, each of which passes its call on to `make`. */
export function createCalls<R extends Role>(
  role: R,
  make: (name: CallName, ...args: Parameters<Call>) => ReturnType<Call>,
): CallsOf<R> {
  const names = CallName.options.filter((name) => CALLS[name].role === role);
  const calls = names.map((name): [CallName, Call] => [name, (input = null, signal) => make(name, input, signal)]);
  // TypeScript cannot follow the names through a list.
  return Object.fromEntries(calls) as unknown as CallsOf<R>;
}

/** Makes a call by its name, on the functions of its role; its input was parsed. */
export function makeCall(
  functions: CallsOf<"claude"> | CallsOf<"codex"> | CallsOf<"hook">,
  name: CallName,
  ...args: Parameters<Call>
): Promise<unknown> {
  // As above: the table pairs each name with its input.
  return (functions as unknown as Record<CallName, Call>)[name](...args);
}
