/** How many requests are being answered at once: those that wait for Claude stay for minutes. */
import type { MiddlewareHandler } from "hono";
import { BridgeError } from "../shared/errors";

/**
 * Refuses what comes while `max` requests are being answered. To stand behind the guard: strangers
 * are not counted.
 */
export function limitRequests(max: number): MiddlewareHandler {
  let running = 0;
  return async (_, next) => {
    if (running >= max) {
      throw new BridgeError("too_many", `${max} requests are being answered already. Try again once some have ended.`);
    }
    running++;
    try {
      await next();
    } finally {
      running--;
    }
  };
}
