/**
 * The progress of a command: a spinner on a terminal, plain lines elsewhere, nothing for a script.
 */
import { createPainter } from "./output";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 80;

export interface Progress {
  /** Starts a step, and marks the one before it as done. */
  step(what: string): void;
  /** Marks the current step as done, with a detail. */
  done(detail?: string): void;
  /** Marks the current step as failed. */
  fail(): void;
}

/** Makes the progress of one command. It goes to stderr; stdout is for the result. */
export function createProgress(options: { quiet: boolean; noColor: boolean }): Progress {
  const isTerminal = process.stderr.isTTY ?? false;
  const paint = createPainter(isTerminal, options.noColor);
  let current: string | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  function finish(mark: string, detail = ""): void {
    if (current === null || options.quiet) return;
    clearInterval(timer);
    const text = `${mark} ${current}${detail ? paint("dim", `  ${detail}`) : ""}`;
    process.stderr.write(isTerminal ? `\r\x1b[K${text}\n` : `${text}\n`);
    current = null;
  }

  const done = (detail?: string) => finish(paint("green", "✓"), detail);
  return {
    step(what) {
      done();
      current = what;
      if (options.quiet || !isTerminal) return;
      let frame = 0;
      const draw = () =>
        process.stderr.write(`\r\x1b[K${paint("cyan", FRAMES[frame++ % FRAMES.length] ?? "")} ${what} …`);
      draw();
      timer = setInterval(draw, FRAME_MS);
      timer.unref();
    },
    done,
    fail: () => finish(paint("red", "✗")),
  };
}
