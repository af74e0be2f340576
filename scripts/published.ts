/**
 * What `tools/list` answers, as files beside the tools: each session asks for it at once, and to make it takes zod and
 * some fifty schemas. Written by `bun run plugins`; a test fails while they say something else than the tools.
 */
import { join } from "node:path";
import { createClaudeTools } from "../src/claude/tools.ts";
import { createCodexTools } from "../src/codex/tools.ts";
import { listTools, type PublishedTool } from "../src/mcp/tools.ts";

const ROOT = join(import.meta.dir, "..");

/** What the tools say of themselves depends on nothing that they run with. */
const NOTHING = {} as never;

/** The files, from the root, with what they should say. */
export function listPublished(): Record<string, PublishedTool[]> {
  return {
    "src/claude/published.json": listTools(createClaudeTools(NOTHING)),
    "src/codex/published.json": listTools(createCodexTools(NOTHING)),
  };
}

/** Writes them where they say something else. */
export async function writePublished(): Promise<void> {
  for (const [path, tools] of Object.entries(listPublished())) {
    const file = Bun.file(join(ROOT, path));
    const before: unknown = await file.json().catch(() => null);
    if (!Bun.deepEquals(before, tools)) await Bun.write(file, `${JSON.stringify(tools, null, 2)}\n`);
  }
}
