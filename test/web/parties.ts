/** Two projects, each with a Claude and a Codex who talk: two conversations on one page. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Claude, Codex } from "../support/agents";
import { createStage, type Stage } from "./stage";

const SERVER = join(import.meta.dir, "..", "..", "server.ts");
/** A server.ts with a parent of its own, as each Claude Code process is. */
export const OWN_PARENT = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, SERVER];

export interface Party {
  claude: Claude;
  codex: Codex;
}

export interface Parties extends Stage {
  /** In the project `shop`. */
  shop: Party;
  /** In the project `atlas`. */
  atlas: Party;
}

/** Nobody has said anything yet. */
export async function createParties(env: Record<string, string> = {}): Promise<Parties> {
  const home = mkdtempSync(join(tmpdir(), "codex-bridge-parties-"));
  const [shop, atlas] = [join(home, "shop"), join(home, "atlas")];
  await Promise.all([shop, atlas].map((cwd) => Bun.write(join(cwd, ".keep"), "")));
  const stage = await createStage(env, shop);
  const { world } = stage;
  const end = async () => {
    await stage[Symbol.asyncDispose]();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const other = await world.claude({ cwd: atlas, command: OWN_PARENT });
    await other.call("list_sessions", {});
    const codexes = await Promise.all([shop, atlas].map((cwd) => world.codex({ cwd })));
    const [first, second] = codexes;
    if (first === undefined || second === undefined) throw new Error("two were started");
    return {
      ...stage,
      shop: { claude: stage.claude, codex: first },
      atlas: { claude: other, codex: second },
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Codex asks and Claude answers; the question's id. */
export async function exchange({ claude, codex }: Party, question: string, answer: string): Promise<string> {
  const asked = codex.ask(question);
  const { meta } = await claude.next(({ content }) => content.includes(question));
  await claude.reply(answer, meta.message_id);
  await asked.answer;
  return meta.message_id ?? "";
}

/** The entry of a project's only conversation in the rail. */
export const entry = (page: Page, project: string): Locator =>
  page.getByRole("region", { name: `Project ${project}` }).locator("a");

export const idOf = async (page: Page, project: string): Promise<string> =>
  (await entry(page, project).getAttribute("data-conversation-id")) ?? "";
