/** What comes from the app-server by itself, as the engine's events. */
import * as z from "zod";
import type { EndedTurn, EngineEvent } from "../../core/runs/engine";
import type { RequestId } from "../app-server";
import { type Item, Notifications, type Turn } from "../contract";
import { describeItem, toActivityItem } from "./activity";
import { claimTurn, type HeldThread, isContinuation, isOwnTurn } from "./held-threads";
import { toRateLimits } from "./limits";
import { isCutOff } from "./turns";

export interface ReaderDeps {
  threadOf(threadId: string): HeldThread | undefined;
  emit(event: EngineEvent): void;
  /** What came of a turn that has ended. */
  finish(thread: HeldThread, turn: Turn): Promise<EndedTurn>;
  answer(id: RequestId, result: unknown): void;
}

interface ServerRequest {
  id: RequestId;
  method: string;
  params: unknown;
}

const OfThread = z.looseObject({ threadId: z.string(), turnId: z.string().nullish() });

export function createNotificationReader({ threadOf, emit, finish, answer }: ReaderDeps) {
  type Handlers = { [M in keyof typeof Notifications]: (params: z.output<(typeof Notifications)[M]>) => void };

  const handlers: Handlers = {
    "turn/started": ({ threadId, turn }) => withThread(threadId, (thread) => onTurnStarted(thread, turn)),
    "turn/completed": ({ threadId, turn }) => withThread(threadId, (thread) => onTurnCompleted(thread, turn)),
    "item/started": ({ threadId, turnId, item }) =>
      withThread(threadId, (thread) => onItem(thread, turnId, item, true)),
    "item/completed": ({ threadId, turnId, item }) =>
      withThread(threadId, (thread) => onItem(thread, turnId, item, false)),
    "thread/tokenUsage/updated": ({ threadId, turnId, tokenUsage: { total } }) =>
      withThread(threadId, (thread) =>
        emit({
          type: "tokens",
          threadId,
          turnId: turnId && isOwnTurn(thread, turnId) ? thread.turnId : null,
          total: {
            total: total.totalTokens,
            input: total.inputTokens,
            cachedInput: total.cachedInputTokens,
            output: total.outputTokens,
            reasoningOutput: total.reasoningOutputTokens,
          },
        }),
      ),
    error: ({ threadId, turnId, error, willRetry }) =>
      withThread(threadId, (thread) => {
        if (willRetry && thread.turnId !== null && isOwnTurn(thread, turnId))
          emit({ type: "activity", threadId, turnId: thread.turnId, text: error.message, item: null });
      }),
    "serverRequest/resolved": ({ threadId, requestId }) =>
      withThread(threadId, () => emit({ type: "resolved", threadId, requestId: String(requestId) })),
    "account/rateLimits/updated": ({ rateLimits }) => emit({ type: "rateLimits", limits: toRateLimits(rateLimits) }),
  };

  function withThread(threadId: string, work: (thread: HeldThread) => void): void {
    const thread = threadOf(threadId);
    if (thread) work(thread);
  }

  function onTurnStarted(thread: HeldThread, turn: Turn): void {
    thread.running.add(turn.id);
    if (!isContinuation(thread, turn) || thread.turnId === null) return;
    thread.continuations.add(turn.id);
    emit({ type: "started", threadId: thread.threadId, turnId: thread.turnId, recovered: true });
  }

  function onItem(thread: HeldThread, turnId: string, item: Item, isOpen: boolean): void {
    if (item.type === "userMessage") onPrompt(thread, turnId, item.clientId ?? null);
    const { threadId, turnId: own } = thread;
    if (own === null || !isOwnTurn(thread, turnId)) return;
    if (item.type !== "userMessage")
      emit({ type: "activity", threadId, turnId: own, text: describeItem(item), item: toActivityItem(item, isOpen) });
    if (isOpen) return;
    if (item.type === "agentMessage") {
      const text = item.text ?? "";
      thread.messages?.push(text);
      emit({ type: "message", threadId, turnId: own, role: "agent", text, clientId: null });
    } else if (item.type === "userMessage") {
      emit({
        type: "message",
        threadId,
        turnId: own,
        role: "user",
        text: readPrompt(item),
        clientId: item.clientId ?? null,
      });
    }
  }

  /** The first prompt of a turn says whose it is. */
  function onPrompt(thread: HeldThread, turnId: string, clientId: string | null): void {
    if (!thread.openings.has(turnId)) thread.openings.set(turnId, clientId);
    if (clientId === null || clientId !== thread.awaited) return;
    const opened = thread.openings.get(turnId) === clientId;
    if (opened) {
      claimTurn(thread, turnId);
      emit({ type: "started", threadId: thread.threadId, turnId, recovered: false });
    }
    thread.onTaken?.(turnId, opened);
  }

  function onTurnCompleted(thread: HeldThread, turn: Turn): void {
    thread.running.delete(turn.id);
    thread.openings.delete(turn.id);
    const { threadId, turnId } = thread;
    // The process is ending: whether the turn goes on is known after the next connection.
    if (turnId === null || !isOwnTurn(thread, turn.id) || isCutOff(turn)) return;
    finish(thread, turn).then((ended) => emit({ type: "completed", threadId, turnId, turn: ended }));
  }

  /** One that a person's own turn asks is the person's. */
  function onRequest(thread: HeldThread, asking: string | null, { id, method, params }: ServerRequest): void {
    const { threadId, turnId } = thread;
    if (turnId === null || (asking !== null && !isOwnTurn(thread, asking))) return;
    const reply = (result: unknown) => answer(id, result);
    emit({ type: "approval", threadId, turnId, requestId: String(id), method, params, answer: reply });
  }

  /**
   * Takes a notification, or a request where it has an id. What is of no thread of ours is nobody's
   * here.
   */
  function take(method: string, params: unknown, id: RequestId | null): void {
    const of = OfThread.safeParse(params).data;
    const thread = of && threadOf(of.threadId);
    if (thread?.deferred) return void thread.deferred.push(() => take(method, params, id));
    if (thread) {
      const turnId = of.turnId && isOwnTurn(thread, of.turnId) ? thread.turnId : null;
      emit({ type: "raw", threadId: thread.threadId, turnId, method, params });
      if (id !== null) return onRequest(thread, of.turnId ?? null, { id, method, params });
    }
    if (id === null && isKnown(method)) read(method, params);
  }

  function read<M extends keyof typeof Notifications>(method: M, params: unknown): void {
    const parsed = Notifications[method].safeParse(params);
    // A form that is not known here: it is in the record as it came.
    if (parsed.success) handlers[method](parsed.data as never);
  }

  return take;
}

function isKnown(method: string): method is keyof typeof Notifications {
  return Object.hasOwn(Notifications, method);
}

function readPrompt({ content }: Item): string {
  if (!Array.isArray(content)) return "";
  const texts = content.flatMap((part: unknown) =>
    typeof part === "object" && part !== null && "text" in part && typeof part.text === "string" ? part.text : [],
  );
  return texts.join("\n");
}
