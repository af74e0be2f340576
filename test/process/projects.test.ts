/** Three Claude and five Codex sessions in three projects at once: everybody talks to the right one. */
import { expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createWorld } from "../support/agents";
import { createRepository } from "../support/repository";

const SERVER = join(import.meta.dir, "..", "..", "server.ts");
const ownParent = ["sh", "-c", '"$0" "$1"; exit $?', process.execPath, SERVER];

test("questions go to the Claude of their project, and Claude's own words to the Codex that it talks to", async () => {
  await using world = createWorld();
  const projects = await Promise.all(
    ["api", "web", "infra"].map(async (name) => {
      const cwd = join(world.stateDir, name);
      // A repository, and a session somewhere inside it.
      createRepository(cwd);
      mkdirSync(join(cwd, "src"));
      return { name, cwd, claude: await world.claude({ cwd, command: ownParent }) };
    }),
  );
  const codexes = await Promise.all(
    ["api", "api", "web", "web", "infra"].map(async (name, i) => {
      const codex = await world.codex({ cwd: join(world.stateDir, name, i % 2 ? "src" : "") });
      return { name, codex };
    }),
  );
  // A session is routable once it is attached, which its first call waits for.
  for (const { claude } of projects) await claude.call("list_sessions", {});

  const asked = codexes.map(({ name, codex }, i) => codex.ask(`${name} asks, number ${i}`));
  for (const { name, claude } of projects) {
    const mine = codexes.flatMap((own, i) => (own.name === name ? [`${name} asks, number ${i}`] : []));
    for (const text of mine) {
      const message = await claude.next(({ content }) => content === text);
      await claude.reply(`${name} answers: ${text}`, message.meta.message_id);
    }
  }
  const answers = await Promise.all(asked.map(({ answer }) => answer));
  answers.forEach(({ text }, i) => {
    const name = codexes[i]?.name;
    expect(text).toBe(`${name} answers: ${name} asks, number ${i}`);
  });
  for (const { name, claude } of projects) {
    expect(claude.messages().every(({ content }) => content.startsWith(name))).toBe(true);
  }

  const infra = projects.find(({ name }) => name === "infra");
  await infra?.claude.call("send_to_codex", { text: "a note for infra" });
  for (const { name, codex } of codexes) {
    const { text } = await codex.check();
    expect(text.includes("a note for infra")).toBe(name === "infra");
  }
});
