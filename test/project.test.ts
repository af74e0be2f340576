/** What counts as one project: what git itself takes for one repository [F5]. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSource } from "../src/attachments/sources";
import { findBranch, findProject } from "../src/shared/project";
import { createDomain } from "./support/domain";

let home = "";
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "codex-bridge-project-")));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs git in a directory below the home, which is made where it is not there. */
function git(dir: string, ...args: string[]): void {
  const cwd = join(home, dir);
  mkdirSync(cwd, { recursive: true });
  const settings = [
    "user.name=x",
    "user.email=x@example.test",
    "protocol.file.allow=always",
    "init.defaultBranch=main",
  ];
  const options = settings.flatMap((setting) => ["-c", setting]);
  const env = { PATH: process.env.PATH ?? "", HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
  const { success, stderr } = Bun.spawnSync(["git", ...options, ...args], { cwd, env, stderr: "pipe" });
  if (!success) throw new Error(`git ${args.join(" ")}: ${stderr}`);
}

function createClone(dir: string): void {
  git(dir, "init", "-q");
  git(dir, "commit", "-q", "--allow-empty", "-m", "first");
}

const project = (dir: string) => findProject(join(home, dir), home);
const rootOf = (dir: string) => project(dir).root;

describe("one project", () => {
  test("a repository, its subdirectories and its work trees, wherever they are", () => {
    createClone("code/app");
    git("code/app", "worktree", "add", "-q", "../elsewhere/fix");
    mkdirSync(join(home, "code/app/deep/down"), { recursive: true });
    for (const dir of ["code/app", "code/app/deep/down", "code/elsewhere/fix"])
      expect(project(dir)).toMatchObject({ root: join(home, "code/app"), name: "app" });
    expect(project("code/elsewhere/fix").branch).toBe("fix");
  });

  test("a hub with a bare repository in it and all its work trees", () => {
    createClone("source");
    git("hub", "clone", "-q", "--bare", "../source", ".bare");
    writeFileSync(join(home, "hub/.git"), "gitdir: ./.bare\n");
    git("hub", "worktree", "add", "-q", "main");
    git("hub", "worktree", "add", "-q", "-b", "side", "side");
    for (const dir of ["hub", "hub/main", "hub/side", "hub/.bare"])
      expect(project(dir)).toMatchObject({ root: join(home, "hub"), name: "hub" });
  });

  test("a bare repository and its work trees beside it", () => {
    createClone("source2");
    git(".", "clone", "-q", "--bare", "source2", "shared.git");
    git("shared.git", "worktree", "add", "-q", "../shared-work");
    for (const dir of ["shared.git", "shared-work"])
      expect(project(dir)).toMatchObject({ root: join(home, "shared.git"), name: "shared" });
  });

  test("a clone with a separate git directory, and its work trees", () => {
    mkdirSync(join(home, "stores"));
    git("apart", "init", "-q", "--separate-git-dir", "../stores/apart.git");
    git("apart", "commit", "-q", "--allow-empty", "-m", "first");
    git("apart", "worktree", "add", "-q", "../apart-fix");
    expect(rootOf("apart-fix")).toBe(rootOf("apart"));
    expect(project("apart").name).toBe("apart");
  });

  test("a submodule and its own work tree, apart from the repository around it, which is named", () => {
    createClone("library");
    createClone("super");
    git("super", "submodule", "--quiet", "add", "../library", "libs/modules/inner");
    git("super/libs/modules/inner", "worktree", "add", "-q", join(home, "inner-fix"));
    const inner = join(home, "super/libs/modules/inner");
    for (const dir of ["super/libs/modules/inner", "inner-fix"])
      expect(project(dir)).toMatchObject({ root: inner, name: "inner", superproject: join(home, "super") });
    expect(project("super")).not.toHaveProperty("superproject");
  });
});

describe("no repository", () => {
  test("an empty directory `.git`, one without objects, and a file that names nothing", () => {
    for (const [name, make] of [
      ["empty", (dir: string) => mkdirSync(join(dir, ".git"))],
      ["hollow", (dir: string) => cpSync(join(home, "hollow-head"), join(dir, ".git"), { recursive: true })],
      ["lost", (dir: string) => writeFileSync(join(dir, ".git"), "gitdir: ../gone\n")],
    ] as const) {
      mkdirSync(join(home, "hollow-head"), { recursive: true });
      writeFileSync(join(home, "hollow-head", "HEAD"), "ref: refs/heads/main\n");
      for (const dir of ["one", "two"]) mkdirSync(join(home, name, dir), { recursive: true });
      make(join(home, name));
      expect(rootOf(`${name}/one`)).toBe(join(home, name, "one"));
      expect(rootOf(`${name}/two`)).toBe(join(home, name, "two"));
    }
  });

  test("no file of a sibling directory may be attached below an empty `.git`", async () => {
    for (const dir of ["one", "two"]) mkdirSync(join(home, "beside", dir), { recursive: true });
    mkdirSync(join(home, "beside/.git"));
    writeFileSync(join(home, "beside/two/notes.txt"), "not mine");
    const stateDir = join(home, "state");
    mkdirSync(stateDir, { recursive: true });
    const places = { cwd: join(home, "beside/one"), home, stateDir, outbox: join(stateDir, "outbox") };
    const opened = openSource(join(home, "beside/two/notes.txt"), places);
    expect(opened).rejects.toThrow("is not below the project of this session");
  });

  test("neither the home directory nor what is only named in a repository of another", () => {
    expect(findProject(home, home)).toMatchObject({ root: home, branch: null });
  });
});

describe("the branch", () => {
  test("is the one of now, after a switch and without a branch", () => {
    createClone("switching");
    const dir = join(home, "switching");
    expect(findBranch(dir, home)).toBe("main");
    git("switching", "switch", "-q", "-c", "feature/x");
    expect(findBranch(dir, home)).toBe("feature/x");
    git("switching", "switch", "-q", "--detach");
    expect(findBranch(dir, home)).toBeNull();
    expect(findBranch(join(home, "nowhere"), home)).toBeUndefined();
  });

  test("of references in tables is never what stands in their place", () => {
    createClone("tables");
    writeFileSync(join(home, "tables/.git/HEAD"), "ref: refs/heads/.invalid\n");
    expect(project("tables").branch).toBeNull();
  });

  test("is read again when a session is looked at, and told where it cannot be read", async () => {
    let branch: string | undefined = "main";
    await using domain = await createDomain({ branchOf: () => branch });
    const claude = await domain.claude();
    const now = async () => (await claude.api.sessions()).sessions[0]?.project.branch;
    expect(await now()).toBe("main");
    branch = "feature";
    await domain.clock.advance(1_000);
    expect(await now()).toBe("feature");
    branch = undefined;
    await domain.clock.advance(1_000);
    expect(await now()).toBeNull();
  });
});
