/** codex-bridge say, among twelve pairs: the directory decides who hears it, or the person does. */
import { expect, test } from "bun:test";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Envelope } from "../../src/shared/calls/envelope";
import { written } from "../support/agents-in-process";
import { createTwelve, type Twelve } from "../web/twelve";

const CLI = join(import.meta.dir, "..", "..", "cli.ts");
const LIMIT_MS = 60_000;

async function say({ stateDir }: Twelve, cwd: string, args: string[]) {
  const child = Bun.spawn([process.execPath, CLI, "say", ...args], {
    cwd,
    env: { PATH: "/usr/bin:/bin", HOME: stateDir, CODEX_BRIDGE_STATE_DIR: stateDir },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exitCode: await child.exited, output, errors };
}

test(
  "goes to the one Claude of the project, lists who could be meant elsewhere, and takes the beginning of an id",
  async () => {
    await using twelve = await createTwelve();
    const [here, elsewhere] = ["here", "elsewhere"].map((name) =>
      realpathSync(mkdtempSync(join(tmpdir(), `codex-bridge-say-${name}-`))),
    ) as [string, string];
    const got: Envelope[] = [];
    const api = await twelve.host.bridge.attachClaude(
      {
        role: "claude",
        session: "cc_of_this_project",
        cwd: here,
        project: { root: here, name: "here", branch: null },
        client: "claude-code test",
        pushed: [],
      },
      async (items) => {
        got.push(...items);
        return written(items);
      },
    );
    try {
      const inside = await say(twelve, here, ["--to", "claude", "To the one of this project."]);
      expect(inside).toMatchObject({ exitCode: 0, errors: "" });
      expect(got.map(({ text }) => text)).toEqual(["To the one of this project."]);

      const outside = await say(twelve, elsewhere, ["--to", "claude", "To whom?"]);
      expect(outside.exitCode).not.toBe(0);
      expect(outside.errors).toContain("13 Claude sessions are connected, none of this project");
      const { claude } = twelve.pair(7);
      expect(outside.errors).toContain(claude.session);

      const named = await say(twelve, elsewhere, ["--to", "claude", "--session", claude.session.slice(0, -2), "You."]);
      expect(named).toMatchObject({ exitCode: 0, errors: "" });
      expect(claude.got.map(({ text }) => text)).toContain("You.");
      const several = await say(twelve, here, ["--to", "claude", "--session", "cc_", "Somebody."]);
      expect(several.errors).toContain("Several sessions begin with cc_");
    } finally {
      await api.detach();
      for (const folder of [here, elsewhere]) rmSync(folder, { recursive: true, force: true });
    }
  },
  LIMIT_MS,
);
