/** Asks before anything is changed. Where nobody can be asked, it refuses and says what to do. */
import { createInterface } from "node:readline/promises";
import { UsageError } from "./command";

/**
 * True where the person at the terminal says yes. Throws where there is no terminal and no --yes.
 */
export async function confirm(question: string, options: { yes: boolean; command: string }): Promise<boolean> {
  if (options.yes) return true;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError(
      `Nothing was changed, since there is no terminal to ask on. To agree, run: ${options.command} --yes. To look only, run: ${options.command} --dry-run`,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    // Ctrl-D and Ctrl-C mean no.
    const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
