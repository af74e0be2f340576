/**
 * A hook's connection to the bridge, which is not made again: where it is lost, the hook begins
 * anew or ends.
 */

import { dialPeer } from "../rpc/connection";
import type { Place } from "../rpc/discovery";
import { toBridgeError } from "../rpc/messages";
import { CALLS, type CallsOf, createCalls } from "../shared/calls/calls";
import { BridgeError } from "../shared/errors";

/**
 * Each call resolves with the bridge's answer; rejects where the line is lost or the bridge
 * refuses.
 */
export interface Line extends CallsOf<"hook"> {
  close(): void;
}

/**
 * Dials the bridge; both ends prove themselves before anything else is said. Rejects where that
 * fails.
 */
export async function dialHook({ host, port, token }: Place): Promise<Line> {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let next = 0;
  let isLost = false;
  const lost = () => new BridgeError("unavailable", "the connection to the bridge was lost");

  const connection = await dialPeer(
    { role: "hook", host, port, token },
    {
      message(message) {
        if (message.t !== "result" && message.t !== "error") return;
        const call = pending.get(message.n);
        pending.delete(message.n);
        if (message.t === "result") return call?.resolve(message.value);
        call?.reject(toBridgeError(message));
      },
      close() {
        isLost = true;
        for (const { reject } of pending.values()) reject(lost());
      },
    },
  );

  const calls = createCalls("hook", async (name, input) => {
    if (isLost) throw lost();
    const n = next++;
    const call = Promise.withResolvers<unknown>();
    pending.set(n, call);
    connection.send({ t: "call", n, name, input });
    return CALLS[name].result.parse(await call.promise);
  });
  return { ...calls, close: connection.close };
}
