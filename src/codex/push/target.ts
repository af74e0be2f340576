/** Which thread a push is meant for: the one that is named, or the only one that can be meant. */
import type { PushCall } from "../../shared/calls/push";
import { type AppServer, hasSocket } from "../app-server";

/** A thread is listed this soon after its MCP server has started. */
const LISTED_WITHIN_MS = 2_000;
const LOOK_AGAIN_MS = 50;

export interface OwnProcess {
  /** Codex's control socket. */
  socket: string;
  /** This process, which stands for its thread until that is known. */
  process: string;
  cwd: string;
}

export interface Target {
  thread: string;
  /** True where the thread runs in the daemon; false for a TUI that runs without it. */
  isLoaded: boolean;
}

/**
 * The thread that is meant, or why there is none: its id is known from a call, or only one can be
 * meant.
 */
export async function findTarget(
  server: AppServer,
  call: PushCall,
  own: OwnProcess,
): Promise<Target | { reason: string }> {
  // A session's MCP server may be there before its thread is listed; without a daemon none ever is.
  const deadline = performance.now() + (hasSocket(own.socket) ? LISTED_WITHIN_MS : 0);
  if (call.thread !== own.process) {
    const { thread } = await server.call("thread/read", { threadId: call.thread });
    if (!isUserThread(thread)) return { reason: "only a user's own Codex session can be woken" };
    for (;;) {
      const { data: loaded } = await server.call("thread/loaded/list", {});
      const isLoaded = loaded.includes(call.thread);
      if (isLoaded || call.certain) return { thread: call.thread, isLoaded };
      // Not named by this process: only where the daemon has it open is it certain to be there.
      if (performance.now() > deadline) return { reason: "the Codex session is not connected" };
      await lookAgain();
    }
  }
  while (call.candidates === 1) {
    const [only, another] = await listCandidates(server, call, own);
    if (only && !another) return { thread: only, isLoaded: true };
    if (another || performance.now() > deadline) break;
    await lookAgain();
  }
  return { reason: "the Codex session has not called the bridge yet, so it is not certain which one it is" };
}

/** The threads that a process which has not been called yet may belong to. */
async function listCandidates(server: AppServer, call: PushCall, { cwd }: OwnProcess): Promise<string[]> {
  const { data: loaded } = await server.call("thread/loaded/list", {});
  const free = loaded.filter((id) => !call.claimed.includes(id));
  const read = await Promise.all(free.map((threadId) => server.call("thread/read", { threadId })));
  return read.flatMap(({ thread }) => (isUserThread(thread) && thread.cwd === cwd ? thread.id : []));
}

function isUserThread(thread: {
  ephemeral: boolean;
  threadSource: string | null;
  parentThreadId: string | null;
}): boolean {
  return !thread.ephemeral && thread.threadSource === "user" && thread.parentThreadId === null;
}

function lookAgain(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}
