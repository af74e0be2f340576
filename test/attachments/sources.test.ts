/** What an agent may attach, attacked: paths, links, kinds of files, secrets, the bridge's own state, sizes. */
import { describe, expect, test } from "bun:test";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { pathOf } from "../../src/attachments/names";
import { createRepository } from "../support/repository";
import { createRig, PNG, type Rig } from "./rig";

/** Far below what a pipe that is waited for would take. */
const TIMEOUT_MS = 10_000;

async function readCopy(rig: Rig, path: string, more?: Parameters<Rig["pack"]>[1]): Promise<string> {
  const [file] = await rig.pack([path], more);
  if (!file) throw new Error("nothing was packed");
  return readFileSync(pathOf(rig.folder, file), "utf8");
}

describe("what is attached", () => {
  test("files of the project, by absolute and relative paths, with their bytes, name, size and type", async () => {
    using rig = createRig();
    const picture = rig.write("code/project/shots/page.png", PNG);
    rig.write("code/project/notes.md", "# Größe");
    const files = await rig.pack([picture, "notes.md", "./shots/../notes.md"]);
    expect(files.map(({ name, bytes, type }) => ({ name, bytes, type }))).toEqual([
      { name: "page.png", bytes: PNG.length, type: "image/png" },
      { name: "notes.md", bytes: 9, type: "text/plain" },
      { name: "notes.md", bytes: 9, type: "text/plain" },
    ]);
    expect(new Set(files.map(({ id }) => id)).size).toBe(3);
    for (const file of files) {
      const copy = pathOf(rig.folder, file);
      expect(readFileSync(copy)).toEqual(file.type === "image/png" ? PNG : Buffer.from("# Größe"));
      expect(statSync(copy).mode & 0o7777).toBe(0o600);
      expect(statSync(join(rig.folder, file.id)).mode & 0o7777).toBe(0o700);
    }
    expect(statSync(rig.folder).mode & 0o7777).toBe(0o700);
  });

  test("a file that is large, empty, or has a strange name; one that changes its length is copied as it was read", async () => {
    using rig = createRig();
    const large = Buffer.alloc(3 * 1024 * 1024 + 17, "abcdefghijklm");
    rig.write("code/project/large.bin", large);
    rig.write("code/project/empty");
    rig.write("code/project/empty", "");
    rig.write("code/project/-rf $(x) \u202e.txt", "odd");
    const [one, two, three] = await rig.pack(["large.bin", "empty", "-rf $(x) \u202e.txt"]);
    expect(one && readFileSync(pathOf(rig.folder, one)).equals(large)).toBe(true);
    expect(two?.bytes).toBe(0);
    expect(three?.name).toBe("-rf $(x) _.txt");
    expect(three && basename(pathOf(rig.folder, three))).toBe("_rf_x__.txt");
  });

  test("links within the project, and what lies in a subdirectory when the session is there", async () => {
    using rig = createRig();
    rig.write("code/project/real.txt", "real");
    symlinkSync("real.txt", join(rig.project, "link.txt"));
    mkdirSync(join(rig.project, "deep"));
    expect(await readCopy(rig, "link.txt")).toBe("real");
    expect(await readCopy(rig, "../real.txt", { cwd: join(rig.project, "deep") })).toBe("real");
  });

  test("what was put into the outbox", async () => {
    using rig = createRig();
    const path = rig.write(".claude/channels/codex-bridge/outbox/from-elsewhere.txt", "copied");
    expect(await readCopy(rig, path)).toBe("copied");
  });

  test("a work tree's own files and those of its main one, also where agents keep work trees", async () => {
    using rig = createRig();
    const tree = join(rig.project, ".claude", "worktrees", "fix");
    rig.write("code/project/.claude/worktrees/fix/own.txt", "own");
    rig.write("code/project/main.txt", "main");
    rig.write("code/project/.git/worktrees/fix/gitdir", `${tree}/.git\n`);
    rig.write("code/project/.git/worktrees/fix/commondir", "../..\n");
    rig.write("code/project/.git/worktrees/fix/HEAD", "ref: refs/heads/fix\n");
    rig.write("code/project/.claude/worktrees/fix/.git", `gitdir: ${rig.project}/.git/worktrees/fix\n`);
    expect(await readCopy(rig, "own.txt", { cwd: tree })).toBe("own");
    expect(await readCopy(rig, join(rig.project, "main.txt"), { cwd: tree })).toBe("main");
    // From outside, the settings of agents are not the project's.
    expect((await rig.refuse(".claude/worktrees/fix/own.txt")).message).toContain("lies in .claude");
  });
});

describe("what is refused", () => {
  test("what lies elsewhere, however the path is written", async () => {
    using rig = createRig();
    const outside = rig.write("code/other/file.txt");
    rig.write("code/project-2/file.txt");
    rig.write("other/file.txt");
    rig.write("code/project/deep/file.txt");
    symlinkSync(outside, join(rig.project, "link.txt"));
    symlinkSync(join(rig.home, "code", "other"), join(rig.project, "linked"));
    symlinkSync("../..", join(rig.project, "deep", "up"));
    for (const path of [
      outside,
      "../other/file.txt",
      "../project-2/file.txt",
      "deep/../../other/file.txt",
      "link.txt",
      "linked/file.txt",
      // The text says "within the project", the system says otherwise.
      "deep/up/../other/file.txt",
      "/etc/passwd",
      `${rig.project}/../other/file.txt`,
    ]) {
      const refused = await rig.refuse(path);
      expect({ path, ...refused }).toMatchObject({ path, code: "bad_request", field: "files" });
      expect(refused.message).toMatch(/^Nothing was sent\. Field "files": ".*" is not below the project/);
      expect(refused.message).toContain(rig.outbox);
    }
  });

  test("what is no path, and says so on one line", async () => {
    using rig = createRig();
    for (const [path, why] of [
      ["none.txt", "does not exist"],
      ["a\0b", "is not a path"],
      ["x".repeat(4000), "is too long"],
      ["no\nsuch\u202e\u001b[31m", "does not exist"],
    ] as const) {
      const { message } = await rig.refuse(path);
      expect(message).toContain(why);
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(message.length).toBeLessThan(500);
    }
    symlinkSync("loop", join(rig.project, "loop"));
    expect((await rig.refuse("loop")).message).toContain("a link that leads nowhere");
  });

  test(
    "pipes, sockets, devices and directories, at once",
    async () => {
      using rig = createRig();
      expect(Bun.spawnSync(["mkfifo", join(rig.project, "pipe")]).exitCode).toBe(0);
      const server = createServer().listen(join(rig.project, "socket"));
      await new Promise((resolve) => server.once("listening", resolve));
      mkdirSync(join(rig.project, "directory"));
      symlinkSync("pipe", join(rig.project, "link-to-pipe"));
      for (const path of ["pipe", "link-to-pipe", "socket"])
        expect((await rig.refuse(path)).message).toContain("is not a regular file");
      expect((await rig.refuse("directory")).message).toContain("is a directory");
      expect((await rig.refuse(".")).message).toContain("is not below the project");
      for (const path of ["/dev/zero", "/dev/stdin", "/proc/self/environ"])
        expect((await rig.refuse(path, { cwd: "/dev" })).message).toMatch(/is not below|is not a regular/);
      if (process.getuid?.() === 0) {
        expect(Bun.spawnSync(["mknod", join(rig.project, "device"), "c", "1", "5"]).exitCode).toBe(0);
        expect((await rig.refuse("device")).message).toContain("is not a regular file");
      }
      server.close();
    },
    TIMEOUT_MS,
  );

  test.each([
    ...[".env", ".env.local", ".ENV.production", ".envrc", "prod.env"],
    ...["server.pem", "tls.KEY", "cert.p12", "store.jks", "id_rsa", "id_ed25519", "id_work", "id_rsa.bak"],
    ...[".netrc", "_netrc", ".npmrc", ".pypirc", ".git-credentials", ".htpasswd", ".pgpass", ".bash_history"],
    ...["credentials", "credentials.json", "secrets.yml", "auth.json", "terraform.tfstate", "prod.tfvars"],
    ...[".ssh/config", ".aws/config", ".kube/config", ".docker/config.json", ".gnupg/pubring.kbx", ".SSH/config"],
    ...[".git/config", ".hg/hgrc", ".claude/settings.local.json", ".codex/config.toml", ".env.d/vars"],
    ...["deep/.git/config", "deep/.ssh/known_hosts"],
  ])("%s", async (path) => {
    using rig = createRig();
    rig.write(`code/project/${path}`);
    const { message } = await rig.refuse(path);
    expect(message).toMatch(/has the name of a file with keys or passwords|from which nothing is attached/);
    // Not by way of the outbox either, and not through a link with another name.
    rig.write(`.claude/channels/codex-bridge/outbox/${path}`);
    await rig.refuse(join(rig.outbox, path));
    symlinkSync(path, join(rig.project, "harmless.txt"));
    await rig.refuse("harmless.txt");
  });

  test.each(["id_generator.py", "environment.ts", "keys.ts", "secret.ts", ".github/workflows/ci.yml", "key/main.go"])(
    "but not %s",
    async (path) => {
      using rig = createRig();
      rig.write(`code/project/${path}`, "fine");
      expect(await readCopy(rig, path)).toBe("fine");
    },
  );

  test("a private key under any name", async () => {
    using rig = createRig();
    rig.write("code/project/notes.txt", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n");
    expect((await rig.refuse("notes.txt")).message).toContain("holds a private key");
  });

  test("the bridge's own state, also where it lies within the project, and copies that it keeps", async () => {
    using rig = createRig();
    const database = rig.write(".claude/channels/codex-bridge/bridge.db");
    rig.write("code/project/notes.md");
    const [kept] = await rig.pack(["notes.md"]);
    const copy = kept ? pathOf(rig.folder, kept) : "";
    for (const cwd of [rig.stateDir, join(rig.stateDir, "..")]) {
      expect((await rig.refuse(database, { cwd })).message).toContain("belongs to the bridge itself");
      expect((await rig.refuse(copy, { cwd })).message).toContain("belongs to the bridge itself");
    }
    for (const path of [database, copy, join(rig.outbox, "..", "bridge.db")])
      expect((await rig.refuse(path)).message).toContain("is not below the project");
  });

  test("an outbox that is a link", async () => {
    using rig = createRig();
    const file = rig.write("code/other/file.txt");
    symlinkSync(join(rig.home, "code", "other"), rig.outbox);
    expect((await rig.refuse(file)).message).toContain("is a link");
  });

  test("a file with another name elsewhere", async () => {
    using rig = createRig();
    linkSync(rig.write("code/other/file.txt"), join(rig.project, "file.txt"));
    expect((await rig.refuse("file.txt")).message).toContain("a hard link");
  });

  test("all of home or of the machine: such a session has no project", async () => {
    using rig = createRig();
    const file = rig.write("notes.txt");
    createRepository(rig.home);
    rig.write("other/notes.txt");
    for (const cwd of [rig.home, "/", join(rig.home, "..")])
      expect((await rig.refuse(file, { cwd })).message).toContain("is not below the project");
    // A repository in home does not make it one either.
    expect((await rig.refuse(file, { cwd: join(rig.home, "other") })).message).toContain("is not below the project");
    expect(await readCopy(rig, "notes.txt", { cwd: join(rig.home, "other") })).toBe("content");
  });

  test("what a work tree claims to belong to, unless that repository knows it", async () => {
    using rig = createRig();
    const victim = rig.write("victim/private.txt");
    createRepository(join(rig.home, "victim"));
    rig.write("code/evil/.git", `gitdir: ${rig.home}/code/evil/fake\n`);
    rig.write("code/evil/fake/HEAD", "ref: refs/heads/main\n");
    rig.write("code/evil/fake/commondir", `${rig.home}/victim/.git\n`);
    rig.write("code/evil/fake/gitdir", `${rig.home}/code/evil/.git\n`);
    await rig.refuse(victim, { cwd: join(rig.home, "code", "evil") });
    rig.write("code/evil/.git", `gitdir: ${rig.home}/victim/.git\n`);
    await rig.refuse(victim, { cwd: join(rig.home, "code", "evil") });
    rig.write("victim/.git/worktrees/other/commondir", "../..\n");
    rig.write("victim/.git/worktrees/other/HEAD", "ref: refs/heads/main\n");
    rig.write("victim/.git/worktrees/other/gitdir", `${rig.home}/code/other-tree/.git\n`);
    rig.write("code/evil/.git", `gitdir: ${rig.home}/victim/.git/worktrees/other\n`);
    await rig.refuse(victim, { cwd: join(rig.home, "code", "evil") });
  });
});

describe("sizes", () => {
  test("a file over the limit, a message over the limit, and nothing stays of either", async () => {
    using rig = createRig();
    for (const name of ["a", "b", "c"]) rig.write(`code/project/${name}`, Buffer.alloc(1000));
    const limits = { bytes: 1000, messageBytes: 2500 };
    expect(await rig.pack(["a", "b"], { limits })).toHaveLength(2);
    const before = rig.copies();
    expect((await rig.refuse("a", { limits: { bytes: 999 } })).message).toContain("CODEX_BRIDGE_MAX_FILE_MB");
    expect(rig.pack(["a", "b", "c"], { limits })).rejects.toThrow(
      "the most for all files of a message (CODEX_BRIDGE_MAX_FILE_MB)",
    );
    await rig.pack(["a", "b", "c"], { limits }).catch(() => {});
    await rig.pack(["a", "b", "none"], { limits }).catch(() => {});
    expect(rig.copies()).toEqual(before);
  });

  test("a file that grows while it is read is cut off at the limit", async () => {
    using rig = createRig();
    const path = rig.write("code/project/growing", Buffer.alloc(500_000));
    const writer = Bun.spawn(["sh", "-c", 'while :; do head -c 100000 /dev/zero >> "$0"; done', path]);
    try {
      // As often as it takes for it to be under the limit when it is opened.
      for (;;) {
        rmSync(path);
        rig.write("code/project/growing", "");
        const packed = await rig.pack(["growing"], { limits: { bytes: 2_000_000 } }).catch((error: Error) => error);
        if (packed instanceof Error) {
          expect(packed.message).toMatch(/CODEX_BRIDGE_MAX_FILE_MB|was changed/);
          if (packed.message.includes("MAX_FILE_MB")) break;
        } else expect(packed[0]?.bytes).toBeLessThanOrEqual(2_000_000);
      }
    } finally {
      writer.kill("SIGKILL");
      await writer.exited;
    }
  }, 30_000);

  test("a full folder takes no more", async () => {
    using rig = createRig();
    rig.write("code/project/a", Buffer.alloc(1000));
    const limits = { folderBytes: 1500 };
    await rig.pack(["a"], { limits });
    await rig.pack(["a"], { limits });
    expect((await rig.refuse("a", { limits })).message).toContain("CODEX_BRIDGE_FILES_FOLDER_MB");
  });
});

test(
  "a directory that turns into a link while the file is opened never lets another file through",
  async () => {
    using rig = createRig();
    const outside = join(rig.home, "code", "other");
    rig.write("code/other/file.txt", "foreign");
    rig.write("code/project/sub/file.txt", "own");
    symlinkSync(outside, join(rig.project, "link"));
    // Four renames of some microseconds each: at every look, both are about as likely.
    const script = `const { renameSync: r } = require("node:fs"); process.chdir(process.argv[1]);
      for (;;) { r("sub", "aside"); r("link", "sub"); r("sub", "link"); r("aside", "sub"); }`;
    const swap = Bun.spawn([process.execPath, "-e", script, rig.project]);
    const seen = { own: 0, refused: 0 };
    try {
      while (seen.own < 50 || seen.refused < 200) {
        const packed = await rig.pack(["sub/file.txt"]).catch(() => null);
        const [file] = packed ?? [];
        if (file) {
          expect(readFileSync(pathOf(rig.folder, file), "utf8")).toBe("own");
          unlinkSync(pathOf(rig.folder, file));
          seen.own++;
        } else seen.refused++;
      }
    } finally {
      swap.kill("SIGKILL");
      await swap.exited;
    }
  },
  6 * TIMEOUT_MS,
);

test("a path that another file takes between the look and the opening is refused", async () => {
  using rig = createRig();
  rig.write("code/project/file.txt", "own");
  rig.write("code/project/other.txt", "other");
  // The folder of copies is a link: what is copied must not go elsewhere.
  mkdirSync(join(rig.home, "elsewhere"));
  symlinkSync(join(rig.home, "elsewhere"), rig.folder);
  expect((await rig.refuse("file.txt")).message).toContain("is a link");
  unlinkSync(rig.folder);
  renameSync(join(rig.project, "other.txt"), join(rig.project, "file.txt"));
  expect(await readCopy(rig, "file.txt")).toBe("other");
});
