/** A hook's connection to the bridge, which is not made again: where it is lost, the hook begins anew or ends. */
import { BridgeError } from "../errors";
import { dialPeer } from "../peer/connection";
import type { Place } from "../peer/locator";
import type { CallInput, CallName } from "../peer/requests";
import { toBridgeError } from "../peer/wire";

export interface Line {
  /** Resolves with the bridge's answer; rejects where the line is lost or the bridge refuses. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<unknown>;
  close(): void;
}

/** Dials the bridge; both ends prove themselves before anything else is said. Rejects where that fails. */
export async function dialHook({ host, port, token }: Place): Promise<Line> {
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  let next = 0;
  let isLost = false;
  const lost = () => new BridgeError("unavailable", "the connection to the bridge was lost");

  const connection = await dialPeer(
    { role: "hook", host, port, token },
    {
      message(message) {
        if (message.t !== "result" && message.t !== "error") return;
        const call = calls.get(message.n);
        calls.delete(message.n);
        if (message.t === "result") return call?.resolve(message.value);
        call?.reject(toBridgeError(message));
      },
      close() {
        isLost = true;
        for (const { reject } of calls.values()) reject(lost());
      },
    },
  );

  return {
    call(name, input) {
      const call = Promise.withResolvers<unknown>();
      if (isLost) call.reject(lost());
      else calls.set(next, call);
      connection.send({ t: "call", n: next++, name, input });
      return call.promise;
    },
    close: connection.close,
  };
}
