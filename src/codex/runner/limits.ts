/** The model server's limits, as Codex reports them. */
import type * as z from "zod";
import type { RateLimits, RateWindow } from "../../core/runs/engine";
import type { RateLimitReport } from "../contract";

type Report = z.infer<typeof RateLimitReport>;

export function toRateLimits({ planType, primary, secondary }: Report): RateLimits {
  return { plan: planType ?? null, primary: toWindow(primary), secondary: toWindow(secondary) };
}

function toWindow(window: Report["primary"]): RateWindow | null {
  if (!window) return null;
  const { usedPercent, windowDurationMins, resetsAt } = window;
  return {
    usedPercent,
    windowMinutes: windowDurationMins ?? null,
    resetsAt: resetsAt == null ? null : resetsAt * 1000,
  };
}
