/** Turns: only so much of a work at once, the rest in the order in which it came. */

/**
 * Does `work` as soon as it is its turn. Null, without having begun it, where too many wait
 * already.
 */
export type Limit = <T>(work: () => Promise<T>) => Promise<T> | null;

/** Makes turns for `running` at once, and `waiting` behind them. */
export function createLimiter({ running, waiting }: { running: number; waiting: number }): Limit {
  const queue: (() => void)[] = [];
  let free = running;

  async function run<T>(turn: Promise<void> | null, work: () => Promise<T>): Promise<T> {
    await turn;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      // Handed on without becoming free in between: whoever comes just now is behind those that
      // wait.
      if (next) next();
      else free++;
    }
  }

  return (work) => {
    if (free > 0) {
      free--;
      return run(null, work);
    }
    if (queue.length >= waiting) return null;
    return run(new Promise((resolve) => queue.push(resolve)), work);
  };
}
