/** docs/recipes.md: what it says to paste reaches the model of either real client, and names tools that this model has. */
import { expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClaudeHome, runClaudePrint } from "../clients/claude-code";
import { createCodexHome, runCodexExec } from "../clients/codex-cli";
import { createMessagesApi, readMessages, text } from "../clients/messages-api";
import { createResponsesApi, message } from "../clients/responses-api";
import { ROOT } from "../setup/home";
import { createWorld } from "../support/agents";
import { describeWithTool } from "../support/tools";

const LIMIT_MS = 90_000;

const PAGE = readFileSync(join(ROOT, "docs", "recipes.md"), "utf8");

/** What is to be pasted into a file: the project's recipe first, then the one for all projects. */
function readRecipes(file: "CLAUDE.md" | "AGENTS.md"): [string, string] {
  const found = [...PAGE.matchAll(/`(CLAUDE\.md|AGENTS\.md)`[:.]\n\n```markdown\n([\s\S]*?)```/g)];
  const [project, everywhere, ...more] = found.filter(([, name]) => name === file).map(([, , recipe]) => recipe);
  if (!project || !everywhere || more.length > 0) throw new Error(`expected two recipes for ${file}`);
  return [project.trim(), everywhere.trim()];
}

/** The tools that a recipe tells an agent to use. */
function toolsIn(recipes: string[]): string[] {
  return [
    ...new Set([...recipes.join("\n").matchAll(/`((?:send_to|reply|check)[a-z_]*)`/g)].map(([, name = ""]) => name)),
  ];
}

const toWords = (words: string) => words.replace(/\s+/g, " ");

describeWithTool(["claude"], "the lines for CLAUDE.md", () => {
  test(
    "are read by Claude Code, in a project and for all of them",
    async () => {
      await using world = createWorld();
      await using api = createMessagesApi({ script: () => text("hello") });
      const options = { api, mcpCommand: ["bun", join(ROOT, "server.ts")], env: world.env };
      await using home = await createClaudeHome(options);
      const recipes = readRecipes("CLAUDE.md");
      const project = join(home.path, "project");
      mkdirSync(project);
      writeFileSync(join(project, "CLAUDE.md"), recipes[0]);
      writeFileSync(join(home.path, ".claude", "CLAUDE.md"), recipes[1]);
      const run = await runClaudePrint({ ...options, prompt: "go", home, cwd: project });
      expect(run.exitCode).toBe(0);
      const [request] = api.requests;
      if (!request) throw new Error("the model was not asked");
      const shown = toWords([request.system, ...readMessages(request)].join("\n"));
      for (const recipe of recipes) expect(shown).toContain(toWords(recipe));
      const offered = request.tools.map(({ name }) => name.replace("mcp__codex-bridge__", ""));
      expect(toolsIn(recipes).length).toBeGreaterThan(1);
      for (const tool of toolsIn(recipes)) expect(offered).toContain(tool);
    },
    LIMIT_MS,
  );
});

describeWithTool(["codex"], "the lines for AGENTS.md", () => {
  test(
    "are read by Codex, in a project and for all of them",
    async () => {
      await using world = createWorld();
      await using api = createResponsesApi({ script: () => message("hello") });
      const mcpSettings = { required: true };
      const options = { api, mcpCommand: ["bun", join(ROOT, "codex-mcp.ts")], mcpSettings, env: world.env };
      await using home = await createCodexHome(options);
      const recipes = readRecipes("AGENTS.md");
      const project = join(home.path, "project");
      mkdirSync(project);
      writeFileSync(join(project, "AGENTS.md"), recipes[0]);
      writeFileSync(join(home.path, "AGENTS.md"), recipes[1]);
      const run = await runCodexExec({ ...options, prompt: "go", home, cwd: project });
      expect(run.exitCode).toBe(0);
      const [request] = api.requests;
      const shown = toWords(JSON.stringify(request?.input).replaceAll("\\n", "\n").replaceAll('\\"', '"'));
      for (const recipe of recipes) expect(shown).toContain(toWords(recipe));
      const offered = request?.tools.map(({ name }) => name);
      expect(toolsIn(recipes)).toHaveLength(3);
      for (const tool of toolsIn(recipes)) expect(offered).toContain(tool);
    },
    LIMIT_MS,
  );
});
