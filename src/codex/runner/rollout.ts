/**
 * A thread's total of tokens, from its rollout file: Codex does not repeat the count to whoever
 * comes later.
 */
import { open } from "node:fs/promises";
import type { TokenTotals } from "../../core/runs/engine";
import { RolloutTokens } from "../contract";

const FIRST_BYTES = 256 * 1024;
const MARK = '"token_count"';

/** The last count in the file; null where there is none, or no file that can be read. */
export async function readTokens(path: string | null): Promise<TokenTotals | null> {
  if (path === null) return null;
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      for (let bytes = FIRST_BYTES; ; bytes *= 8) {
        const buffer = Buffer.alloc(Math.min(bytes, size));
        await file.read(buffer, 0, buffer.length, size - buffer.length);
        const found = findTokens(buffer.toString("utf8"));
        if (found || bytes >= size) return found;
      }
    } finally {
      await file.close();
    }
  } catch {
    // A thread without a turn has no file yet; a count that cannot be read is an unknown one.
    return null;
  }
}

function findTokens(text: string): TokenTotals | null {
  const lines = text.split("\n").filter((line) => line.includes(MARK));
  for (const line of lines.reverse()) {
    const tokens = parse(line);
    if (tokens) return tokens;
  }
  return null;
}

/** Null also for half a line, and for a count that is not known yet. */
function parse(line: string): TokenTotals | null {
  try {
    const { total_token_usage: usage } = RolloutTokens.parse(JSON.parse(line)).payload.info;
    return {
      total: usage.total_tokens,
      input: usage.input_tokens,
      cachedInput: usage.cached_input_tokens,
      output: usage.output_tokens,
      reasoningOutput: usage.reasoning_output_tokens,
    };
  } catch {
    return null;
  }
}
