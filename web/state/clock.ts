/**
 * Time on the page: one ticking clock for all who show a wait, and the few ways in which times are
 * written.
 */

export type Clock = {
  /** The bridge's time, as well as the page can know it. */
  now(): number;
  /** Calls back every second while anybody listens. */
  subscribe(onTick: () => void): () => void;
};

/** `offset` is the bridge's clock minus the browser's, asked anew at every reading. */
export function createClock(offset: () => number): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    now: () => Date.now() + offset(),
    subscribe(onTick) {
      listeners.add(onTick);
      timer ??= setInterval(() => {
        for (const listener of listeners) listener();
      }, 1000);
      return () => {
        listeners.delete(onTick);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** `0:42`, `12:03`, `1:02:03`; days beyond that. */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  if (days >= 1) return `${days} d ${Math.floor((seconds % 86_400) / 3600)} h`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

// Made once: a formatter costs far more than what it formats, and each message has several times.
const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const EXACT = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
const SHORT_DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

export function formatTime(at: number): string {
  return TIME.format(at);
}

export function formatDateTime(at: number): string {
  return DATE_TIME.format(at);
}

/** To the millisecond: `12:01:03.120`. */
export function formatExact(at: number): string {
  return EXACT.format(at);
}

/** As short as it can be told apart: a time of today, a day of this week, a date. */
export function formatShort(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return TIME.format(at);
  return now - at < 6 * 86_400_000 ? WEEKDAY.format(at) : SHORT_DAY.format(at);
}

/** Changes at midnight of the reader's own time zone. */
export function dayOf(at: number): string {
  return new Date(at).toDateString();
}

export function formatDay(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return "Today";
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayOf(at) === yesterday.toDateString()) return "Yesterday";
  return DAY.format(at);
}
