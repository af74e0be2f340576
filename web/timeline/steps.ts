/**
 * Work that waits for nothing and would hold up the page: done bit by bit, with the browser's own
 * work between.
 */

export type Steps = {
  /** Calls `step` until it says that nothing is left; the returned function ends that earlier. */
  run(step: () => boolean): () => void;
};

/** One step a task, whoever else has work to do: each in turn. */
export function createSteps(): Steps {
  const queue: (() => boolean)[] = [];
  let isDue = false;
  function next(): void {
    isDue = false;
    const step = queue.shift();
    if (step?.() === true) queue.push(step);
    schedule();
  }
  function schedule(): void {
    if (isDue || queue.length === 0) return;
    isDue = true;
    setTimeout(next);
  }
  return {
    run(step) {
      queue.push(step);
      schedule();
      return () => {
        const at = queue.indexOf(step);
        if (at !== -1) queue.splice(at, 1);
      };
    },
  };
}
