/** Files of scripts and of the command line, over real processes: `POST /api/questions` and `codex-bridge say --file`. */
import { afterAll, describe, expect, test } from "bun:test";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { Uploaded } from "../../src/shared/api";
import { createWorld, type World } from "../support/agents";
import { startTool } from "../support/tools";
import { readEndpoint } from "../web/stage";
import { PNG } from "./rig";

const TIMEOUT_MS = 60_000;
const CLI = join(import.meta.dir, "..", "..", "cli.ts");
const MB = 1024 * 1024;

const home = realpathSync(mkdtempSync(join(tmpdir(), "codex-bridge-scripts-")));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const Asked = z.looseObject({
  status: z.string().optional(),
  question: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }).optional(),
});

/** A bridge with one Claude, and what a script has: the address and the key. */
async function createStage(env: Record<string, string> = {}) {
  const world = createWorld(env);
  const claude = await world.claude();
  await claude.call("list_sessions", {});
  const { key, url } = readEndpoint(world);
  const base = `http://127.0.0.1:${new URL(url).port}`;
  const send = (path: string, type: string, body: BodyInit) =>
    fetch(base + path, { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": type }, body });
  const post = (path: string, body: object) => send(path, "application/json", JSON.stringify(body));
  return {
    world,
    claude,
    post,
    async upload(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
      const response = await send(`/api/files?name=${encodeURIComponent(name)}`, "application/octet-stream", content);
      expect(response.status).toBe(201);
      return Uploaded.parse(await response.json()).file.id;
    },
    async ask(body: object) {
      const response = await post("/api/questions", { message: "Look.", ...body });
      return { http: response.status, ...Asked.parse(await response.json()) };
    },
    say: (args: string[], cwd = home) =>
      startTool({
        command: [process.execPath, CLI, "say", "--to", "claude", ...args],
        cwd,
        env: { PATH: process.env.PATH ?? "", HOME: home, ...world.env },
      }).result,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** The contents that a message brings, in order. */
function contentsOf({ content }: { content: string }): Buffer[] {
  const paths = [...content.matchAll(/^- "[^\n]*", [\w/.+-]+, \d+ bytes: (\/.+)$/gm)].map(([, path]) => path ?? "");
  return paths.map((path) => readFileSync(path));
}

function copies({ stateDir }: World): string[] {
  const folder = join(stateDir, "files");
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe("POST /api/questions", () => {
  test(
    "takes uploads along, in the order in which they are named; the script goes on waiting for the answer",
    async () => {
      await using stage = await createStage();
      const { claude } = stage;
      const [first, second] = [
        await stage.upload("page.png", Uint8Array.from(PNG)),
        await stage.upload("b.txt", "two"),
      ];
      const asking = stage.ask({ files: [second, first] });
      const question = await claude.next();
      expect(question.meta).toMatchObject({ kind: "question", attachments: "2" });
      expect(contentsOf(question)).toEqual([Buffer.from("two"), PNG]);
      await claude.reply("Seen.", question.meta.message_id);
      expect(await asking).toMatchObject({ http: 200, status: "answered" });
    },
    TIMEOUT_MS,
  );

  test(
    "refuses what POST /api/messages refuses, in the same words, and nothing is asked",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_MAX_FILE_MB: "1" });
      const { claude } = stage;
      const own = await stage.upload("own.txt", "own");
      // Of another message, and of an agent's.
      const used = await stage.upload("used.txt", "used");
      expect((await stage.post("/api/messages", { id: "m_1", to: "claude", text: "x", files: [used] })).status).toBe(
        201,
      );
      const codex = await stage.world.codex();
      writeFileSync(join(stage.world.stateDir, "outbox.txt"), "x");
      mkdirSync(join(stage.world.stateDir, "outbox"), { recursive: true });
      writeFileSync(join(stage.world.stateDir, "outbox", "agent.txt"), "agent");
      const before = copies(stage.world);
      const asked = codex.ask("?", { files: [join(stage.world.stateDir, "outbox", "agent.txt")] });
      await claude.next(({ meta }) => meta.kind === "question");
      const agents = copies(stage.world).find((id) => !before.includes(id)) ?? "";
      const most = "x".repeat(0.9 * MB);
      const large: string[] = [];
      for (let i = 1; i <= 5; i++) large.push(await stage.upload(String(i), most));

      const refused: [files: unknown, http: number, code: string, words: RegExp][] = [
        [[`a_${"0".repeat(35)}`], 404, "not_found", /no file a_000/],
        [["x"], 404, "not_found", /no file x/],
        [["../../token"], 400, "bad_request", /expected an id/],
        [[""], 400, "bad_request", /expected an id/],
        [[own, own], 400, "bad_request", /each file once/],
        [[own, used], 409, "conflict", /belongs to another message/],
        [[agents], 409, "conflict", /belongs to another message/],
        [large, 413, "too_large", /all files of a message may have 4 MB \(CODEX_BRIDGE_MAX_FILE_MB\)/],
        [own, 400, "bad_request", /array/],
        [[{ id: own }], 400, "bad_request", /string/],
        [Array(21).fill(own), 400, "bad_request", /20/],
        [["/etc/passwd"], 400, "bad_request", /expected an id/],
      ];
      for (const [files, http, code, words] of refused) {
        const question = await stage.ask({ files });
        const message = await stage.post("/api/messages", { id: "m_2", to: "claude", text: "x", files });
        expect({ files, http: question.http, code: question.error?.code }).toEqual({ files, http, code });
        expect(question.error?.message).toMatch(words);
        expect(question.error?.field).toStartWith("files");
        const same = Asked.parse(await message.json());
        expect({ http: message.status, error: same.error }).toEqual({ http: question.http, error: question.error });
      }
      // Nothing of it came, and what was named in vain is still there to be sent.
      const asking = stage.ask({ message: "At last.", files: [own] });
      const question = await claude.next(
        ({ meta, content }) => meta.kind === "question" && content.startsWith("At last."),
      );
      expect(claude.messages().filter(({ content }) => content.startsWith("Look."))).toEqual([]);
      expect(contentsOf(question)).toEqual([Buffer.from("own")]);
      await claude.reply("Seen.", question.meta.message_id);
      expect((await asking).status).toBe("answered");
      asked.answer.catch(() => {});
    },
    TIMEOUT_MS,
  );

  test(
    "that is not sent leaves its uploads to be named again",
    async () => {
      await using stage = await createStage();
      const own = await stage.upload("own.txt", "own");
      expect(await stage.ask({ files: [own], to: "nobody" })).toMatchObject({ http: 409, status: "unsent" });
      const asking = stage.ask({ files: [own], wait_seconds: 0 });
      expect(contentsOf(await stage.claude.next())).toEqual([Buffer.from("own")]);
      expect((await asking).status).toBe("open");
    },
    TIMEOUT_MS,
  );
});

describe("codex-bridge say --file", () => {
  test(
    "uploads files from anywhere and sends them in order, by paths of every kind",
    async () => {
      await using stage = await createStage();
      const elsewhere = join(home, "elsewhere");
      const project = join(home, "project");
      for (const dir of [elsewhere, project]) mkdirSync(dir, { recursive: true });
      writeFileSync(join(elsewhere, "a picture.png"), PNG);
      const noise = crypto.getRandomValues(new Uint8Array(65_000));
      const large = Buffer.concat(Array.from({ length: 40 }, () => noise));
      writeFileSync(join(project, "-large.bin"), large);
      writeFileSync(join(project, "empty"), "");
      symlinkSync(join(elsewhere, "a picture.png"), join(project, "link.png"));
      linkSync(join(project, "empty"), join(project, "second name"));
      const files = [join(elsewhere, "a picture.png"), "./-large.bin", "empty", "link.png", "second name"];
      const { stdout, stderr, exitCode } = await stage.say(
        ["Look.", ...files.flatMap((path) => ["--file", path])],
        project,
      );
      expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
      expect(stdout).toContain(`with a picture.png, ${PNG.length} bytes\n  with -large.bin, ${large.length} bytes\n`);
      const message = await stage.claude.next();
      expect(message.meta.attachments).toBe("5");
      const contents = contentsOf(message);
      expect(
        contents.map((content, i) => content.equals([PNG, large, Buffer.of(), PNG, Buffer.of()][i] ?? noise)),
      ).toEqual(Array(5).fill(true));
      const json = await stage.say(["Again.", "--file=empty", "--json"], project);
      expect(JSON.parse(json.stdout).attachments).toMatchObject([{ name: "empty", bytes: 0 }]);
    },
    TIMEOUT_MS,
  );

  test(
    "refuses what an agent may not attach, names the file, and sends and uploads nothing",
    async () => {
      await using stage = await createStage({ CODEX_BRIDGE_MAX_FILE_MB: "2" });
      const project = join(home, "refused");
      for (const dir of ["folder", ".git", ".ssh"]) mkdirSync(join(project, dir), { recursive: true });
      const write = (name: string, content: string) => writeFileSync(join(project, name), content);
      for (const name of ["good.txt", ".env", ".env.local", "server.pem", ".git/config", ".ssh/known_hosts"])
        write(name, "x");
      write("notes.txt", "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n");
      for (const [name, mb] of [
        ["huge", 2.5],
        ["one", 1.7],
        ["two", 1.7],
        ["three", 1.7],
        ["four", 1.7],
        ["five", 1.7],
      ] as const) {
        write(name, "");
        truncateSync(join(project, name), Math.round(mb * MB));
      }
      symlinkSync(".env", join(project, "harmless.txt"));
      symlinkSync("nowhere", join(project, "dangling"));
      expect(Bun.spawnSync(["mkfifo", join(project, "pipe")]).exitCode).toBe(0);
      copyFileSync(join(project, "good.txt"), join(project, "copy.txt"));

      const refused: [files: string[], words: string][] = [
        [["folder"], '"folder" is a directory. Attach single files, or an archive of it.'],
        [["pipe"], '"pipe" is not a regular file.'],
        [["/dev/zero"], '"/dev/zero" is not a regular file.'],
        [["/proc/self/environ"], '"/proc/self/environ" is not a regular file.'],
        [[".env"], '".env" has the name of a file with keys or passwords.'],
        [[".env.local"], '".env.local" has the name of'],
        [["harmless.txt"], '"harmless.txt" has the name of'],
        [["server.pem"], '"server.pem" has the name of'],
        [["notes.txt"], '"notes.txt" holds a private key.'],
        [[".git/config"], '".git/config" lies in .git,'],
        [[".ssh/known_hosts"], '".ssh/known_hosts" lies in .ssh,'],
        [["absent"], '"absent" does not exist.'],
        [[""], '"" is a directory.'],
        [["dangling"], '"dangling" does not exist.'],
        [["good.txt/x"], '"good.txt/x" does not exist.'],
        [["huge"], "is over 2 MB, the most for one file (CODEX_BRIDGE_MAX_FILE_MB)."],
        [["one", "two", "three", "four", "five"], '"five" takes the message over 8 MB'],
        [[join(stage.world.stateDir, "token")], "belongs to the bridge itself."],
        [[join(stage.world.stateDir, "bridge.db")], "belongs to the bridge itself."],
      ];
      const results = await Promise.all(
        refused.map(async ([files, words]) => {
          // A good one before it is not uploaded either.
          const args = ["good.txt", ...files].flatMap((path) => ["--file", path]);
          return { words, ...(await stage.say(["Look.", ...args], project)) };
        }),
      );
      for (const { words, stderr, exitCode } of results) {
        expect(stderr).toStartWith("codex-bridge: Nothing was sent. --file ");
        expect(stderr).toContain(words);
        expect(exitCode).toBe(1);
      }
      const many = await stage.say(["Look.", ...Array(21).fill("--file=good.txt")], project);
      expect({ exitCode: many.exitCode, stderr: many.stderr }).toMatchObject({ exitCode: 2 });
      expect(many.stderr).toContain("files");
      expect(copies(stage.world)).toEqual([]);
      // What the bridge itself refuses says the field.
      await using other = await createStage({ CODEX_BRIDGE_MAX_FILE_MB: "1" });
      const env = { ...other.world.env, CODEX_BRIDGE_MAX_FILE_MB: "25" };
      const own = await startTool({
        command: [process.execPath, CLI, "say", "--to", "claude", "Look.", "--file", "one"],
        cwd: project,
        env: { PATH: process.env.PATH ?? "", HOME: home, ...env },
      }).result;
      expect(own.stderr).toContain('Field "files": a file may have 1 MB (CODEX_BRIDGE_MAX_FILE_MB)');
      expect(own.exitCode).toBe(1);
      expect(stage.claude.messages()).toEqual([]);
      expect(other.claude.messages()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test("without a bridge ends with 3, and looks at nothing", async () => {
    const { stderr, exitCode } = await startTool({
      command: [process.execPath, CLI, "say", "--to", "claude", "Look.", "--file", "absent"],
      cwd: home,
      env: { PATH: process.env.PATH ?? "", HOME: home, CODEX_BRIDGE_STATE_DIR: join(home, "none") },
    }).result;
    expect(stderr).toContain("No bridge is running");
    expect(exitCode).toBe(3);
    expect(existsSync(join(home, "none"))).toBe(false);
  });
});
