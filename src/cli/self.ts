/** How to call this program, for hints that can be copied into any terminal. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { quoteWord } from "../setup/registration";

/** The program's name where it is on PATH, else the path of the script that finds Bun by itself. */
export function toSelf(): string {
  if (Bun.which("codex-bridge")) return "codex-bridge";
  const own = join(dirname(Bun.main), "bin", "codex-bridge");
  return existsSync(own) ? quoteWord(own) : `bun ${quoteWord(Bun.main)}`;
}
