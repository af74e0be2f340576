/**
 * When a peer dials again: as soon as another host tells where it is, often right after a loss, and
 * then ever more seldom.
 */

const BACKOFF_MIN_MS = 15;
const BACKOFF_MAX_MS = 2_000;
/**
 * A host that has just gone is replaced within a tenth of a second: until then the next one is
 * looked for at the shortest pace.
 */
const EAGER_MS = 300;
const LOOK_MS = 4;

export interface Redial {
  /** Dials later, once. */
  plan(): void;
  /** Calls off what is planned. */
  stop(): void;
  /** The next attempts begin at the shortest pace. */
  reset(): void;
  /** An attempt is made at this run of a host. */
  dialling(run: string | null): void;
  /** A bridge that was there is gone. */
  lost(): void;
  /** In ms; without end where none was ever lost. */
  sinceLoss(): number;
}

/**
 * `whereNow` names the run of the host that tells of itself, null where none does; it may throw.
 */
export function createRedial({ dial, whereNow }: { dial(): void; whereNow(): string | null }): Redial {
  let backoff = BACKOFF_MIN_MS;
  let lostAt = Number.NEGATIVE_INFINITY;
  let dialled: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const sinceLoss = () => performance.now() - lostAt;

  function look(dialAt: number): void {
    const wait = Math.max(0, Math.min(LOOK_MS, dialAt - performance.now()));
    timer = setTimeout(() => (performance.now() >= dialAt || isReplaced() ? dial() : look(dialAt)), wait);
  }

  function isReplaced(): boolean {
    try {
      return whereNow() !== dialled;
    } catch {
      // There is none now.
      return false;
    }
  }

  return {
    plan() {
      clearTimeout(timer);
      // Jitter: many peers lose the same host at the same moment.
      const wait = backoff * (0.5 + Math.random());
      if (sinceLoss() <= EAGER_MS) return look(performance.now() + wait);
      backoff = Math.min(backoff * 2, BACKOFF_MAX_MS);
      timer = setTimeout(dial, wait);
    },
    stop: () => clearTimeout(timer),
    reset() {
      backoff = BACKOFF_MIN_MS;
    },
    dialling(run) {
      dialled = run;
    },
    lost() {
      lostAt = performance.now();
    },
    sinceLoss,
  };
}
