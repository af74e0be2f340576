/** Files between real server.ts and codex-mcp.ts processes: the same bytes arrive, over the host and over a member. */
import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorld, type World } from "../support/agents";
import { createRepository } from "../support/repository";
import { PNG } from "./rig";

const TIMEOUT_MS = 60_000;

/** A directory with a repository in it, where sessions are started. */
function createProject(): { path: string; write(name: string, content: string | Uint8Array): string } & Disposable {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "codex-bridge-project-")));
  createRepository(path);
  return {
    path,
    write(name, content) {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** The paths that a text lists as attached. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/^- "[^\n]*", [\w/.+-]+, \d+ bytes: (\/.+)$/gm)].map(([, path]) => path ?? "");
}

function copies({ stateDir }: World): string[] {
  const folder = join(stateDir, "files");
  return existsSync(folder) ? readdirSync(folder) : [];
}

test(
  "Codex attaches, Claude reads; Claude attaches to its answer, Codex reads",
  async () => {
    await using world = createWorld();
    using project = createProject();
    const [picture, noise] = [project.write("page.png", PNG), crypto.getRandomValues(new Uint8Array(65_000))];
    project.write("noise.bin", noise);
    const claude = await world.claude({ cwd: project.path });
    const codex = await world.codex({ cwd: project.path });

    const asked = codex.ask("What is on it?", { files: [picture, "noise.bin"] });
    const question = await claude.next();
    expect(question.meta.attachments).toBe("2");
    expect(question.content).toStartWith("What is on it?\n\n- ");
    const lines = question.content.split("\n").slice(-2);
    expect(lines[0]).toStartWith(`- "page.png", image/png, ${PNG.length} bytes: `);
    const [first = "", second = ""] = pathsIn(question.content);
    expect(lines.every((line) => pathsIn(line).length === 1)).toBe(true);
    expect(readFileSync(first)).toEqual(PNG);
    expect(readFileSync(second)).toEqual(Buffer.from(noise));
    // The original may change: what was sent stays.
    project.write("page.png", "other");
    expect(readFileSync(first)).toEqual(PNG);

    project.write("review.diff", "--- a\n+++ b\n");
    const replied = await claude.call("reply", {
      text: "See the diff.",
      reply_to: question.meta.message_id,
      files: ["review.diff"],
    });
    expect(replied.text).toStartWith("Answered");
    const { blocks } = await asked.answer;
    expect(blocks).toHaveLength(2);
    expect(blocks[0]).toStartWith("1 file is attached to the answer");
    expect(blocks[1]).toBe("See the diff.");
    expect(readFileSync(pathsIn(blocks[0] ?? "")[0] ?? "", "utf8")).toBe("--- a\n+++ b\n");
    expect(copies(world)).toHaveLength(3);
  },
  TIMEOUT_MS,
);

test(
  "notes, questions of Claude's and answers of Codex's carry files, also where both are members of another's host",
  async () => {
    await using world = createWorld();
    using elsewhere = createProject();
    using project = createProject();
    const host = await world.claude({ cwd: elsewhere.path });
    await host.call("list_sessions", {});
    const claude = await world.claude({ cwd: project.path });
    const codex = await world.codex({ cwd: project.path });
    await codex.check();
    project.write("note.md", "# note");
    project.write("plan.md", "# plan");
    project.write("done.md", "# done");

    const sent = await claude.call("send_to_codex", { text: "a note", files: ["note.md"] });
    expect(sent.isError).toBe(false);
    const { blocks } = await codex.check();
    expect(blocks.at(-1)).toBe("a note");
    expect(readFileSync(pathsIn(blocks.join("\n"))[0] ?? "", "utf8")).toBe("# note");

    const asking = claude.call("send_to_codex", { text: "Is the plan good?", wait_seconds: 60, files: ["plan.md"] });
    const checked = await codex.check({ wait_seconds: 60 });
    const id = checked.text.match(/q_\w+/)?.[0];
    expect(readFileSync(pathsIn(checked.text)[0] ?? "", "utf8")).toBe("# plan");
    const answered = await codex.call("reply_to_claude", { text: "Yes.", reply_to: id, files: ["done.md"] }).answer;
    expect(answered.text).toStartWith("Answered");
    const answer = await asking;
    expect(answer.blocks[1]).toBe("Yes.");
    expect(readFileSync(pathsIn(answer.blocks[2] ?? "")[0] ?? "", "utf8")).toBe("# done");

    // A follow-up comes by the channel, and by Claude's own look where the channel is not heard.
    await codex.call("reply_to_claude", { text: "And more.", reply_to: id, files: ["done.md"] }).answer;
    const late = await claude.next(({ content }) => content.startsWith("And more."));
    expect(late.meta.attachments).toBe("1");
    expect(readFileSync(pathsIn(late.content)[0] ?? "", "utf8")).toBe("# done");
    const collected = await claude.call("check_codex_messages", {});
    expect(collected.text).toContain('attachments="1"');
    expect(pathsIn(collected.text)).toEqual(pathsIn(late.content));
    expect(copies(world)).toHaveLength(4);
  },
  TIMEOUT_MS,
);

test(
  "a refused file stops the message, a refused message leaves no copy, and both sides are told the field",
  async () => {
    await using world = createWorld();
    using project = createProject();
    const claude = await world.claude({ cwd: project.path });
    const codex = await world.codex({ cwd: project.path });
    await codex.check();
    project.write(".env", "TOKEN=1");
    project.write("fine.md", "fine");
    const calls: [what: string, answer: Promise<{ isError: boolean; text: string }>][] = [
      ["Claude's reply", claude.call("reply", { text: "x", files: ["fine.md", ".env"] })],
      ["Claude's note", claude.call("send_to_codex", { text: "x", files: ["/etc/passwd"] })],
      ["Claude's question", claude.call("send_to_codex", { text: "x", wait_seconds: 60, files: ["none"] })],
      ["Codex's question", codex.ask("x", { files: ["../.env"] }).answer],
      ["too many", codex.ask("x", { files: Array(21).fill("fine.md") }).answer],
      ["no array", codex.call("reply_to_claude", { text: "x", reply_to: "q_1", files: "fine.md" }).answer],
    ];
    for (const [what, answer] of calls) {
      const { isError, text } = await answer;
      expect({ what, isError, text }).toMatchObject({ isError: true, text: expect.stringContaining('"files') });
      expect(text).not.toContain("TOKEN");
    }
    expect((await codex.check()).text).toContain("No messages wait");
    expect(claude.messages()).toEqual([]);
    for (const answer of [
      claude.call("reply", { text: "x", reply_to: "q_none", files: ["fine.md"] }),
      claude.call("send_to_codex", { text: "x", to: "nobody", files: ["fine.md"] }),
      codex.call("reply_to_claude", { text: "x", reply_to: "q_none", files: ["fine.md"] }).answer,
    ])
      expect((await answer).isError).toBe(true);
    expect((await codex.ask("x", { to: "nobody", files: ["fine.md"] }).answer).text).toContain("Not sent");
    expect(copies(world)).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "a host that is killed takes no file with it",
  async () => {
    await using world = createWorld();
    using project = createProject();
    const host = await world.claude({ cwd: project.path });
    const codex = await world.codex({ cwd: project.path });
    project.write("kept.md", "kept");
    const asked = codex.ask("Look.", { files: ["kept.md"] });
    await host.next();
    host.client.child.kill("SIGKILL");
    const claude = await world.claude({ cwd: project.path });
    const question = await claude.next();
    expect(readFileSync(pathsIn(question.content)[0] ?? "", "utf8")).toBe("kept");
    await claude.reply("Seen.", question.meta.message_id);
    expect((await asked.answer).text).toContain("Seen.");
    expect(copies(world)).toHaveLength(1);
  },
  TIMEOUT_MS,
);
