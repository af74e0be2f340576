/** How this program is called, for hints that can be copied into any terminal. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { quoteWord } from "../setup/registration";

/** Its name where that is on PATH, else the file that finds Bun by itself. */
export function toSelf(): string {
  if (Bun.which("codex-bridge")) return "codex-bridge";
  const own = join(dirname(Bun.main), "bin", "codex-bridge");
  return existsSync(own) ? quoteWord(own) : `bun ${quoteWord(Bun.main)}`;
}
