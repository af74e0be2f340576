/**
 * `bun run release REMOTE`: builds the plugins and pushes them to the branch `release` of a git
 * repository, which both clients can add as a marketplace. The branch holds nothing else. No local
 * branch, file or index is touched.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../src/shared/version";

const ROOT = join(import.meta.dir, "..");
const MARKETPLACE = join(ROOT, "dist", "plugins");

const USAGE = `Usage: bun run release REMOTE [--branch NAME]

Builds the plugins and pushes them to a branch of a git repository, with a tag for the version.

  REMOTE          the name of a remote, or a repository's address
  --branch NAME   the branch (default: release); the tag is NAME-vVERSION
`;

async function main(): Promise<void> {
  const options = { branch: { type: "string", default: "release" }, help: { type: "boolean", short: "h" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [remote] = positionals;
  if (values.help || remote === undefined) {
    process.stdout.write(USAGE);
    if (!values.help) process.exitCode = 2;
    return;
  }
  await run([process.execPath, join(ROOT, "scripts", "plugins.ts")]);
  await release(remote, values.branch);
}

async function release(remote: string, branch: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const parent = await fetchCommit(remote, ref);
  const commit = await commitTree(await writeTree(MARKETPLACE), parent);
  const tag = `${branch}-v${VERSION}`;
  // A tag that is there already stays where it is: this push is refused whole.
  await git(["push", "--atomic", remote, `${commit}:${ref}`, `${commit}:refs/tags/${tag}`]);
  console.log(`pushed ${commit.slice(0, 12)} to ${branch}, with the tag ${tag}`);
}

/** The commit that a remote's branch is at, fetched, or null where there is no such branch. */
async function fetchCommit(remote: string, ref: string): Promise<string | null> {
  const [commit = ""] = (await git(["ls-remote", remote, ref])).split(/\s/);
  if (commit === "") return null;
  await git(["fetch", "--no-write-fetch-head", "--no-tags", remote, ref]);
  return commit;
}

/** Stores a directory as a tree, through an index of its own. */
async function writeTree(directory: string): Promise<string> {
  const temporary = mkdtempSync(join(tmpdir(), "codex-bridge-release-"));
  try {
    const env = {
      GIT_DIR: await git(["rev-parse", "--absolute-git-dir"]),
      GIT_WORK_TREE: directory,
      GIT_INDEX_FILE: join(temporary, "index"),
    };
    // Forced, since a person's own ignore rules may name dist/.
    await git(["add", "--all", "--force", "."], env, directory);
    return await git(["write-tree"], env, directory);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function commitTree(tree: string, parent: string | null): Promise<string> {
  if (parent !== null && (await git(["rev-parse", `${parent}^{tree}`])) === tree) return parent;
  const source = await git(["rev-parse", "--short", "HEAD"]);
  const parents = parent === null ? [] : ["-p", parent];
  return git(["commit-tree", tree, ...parents, "-m", `Codex Bridge ${VERSION}, built from ${source}`]);
}

function git(args: string[], env: Record<string, string> = {}, cwd = ROOT): Promise<string> {
  return run(["git", ...args], env, cwd);
}

/** Runs a program and returns what it printed. Throws with what it said where it fails. */
async function run(command: string[], env: Record<string, string> = {}, cwd = ROOT): Promise<string> {
  const child = Bun.spawn(command, { cwd, env: { ...process.env, ...env }, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")} failed:\n${stderr || stdout}`);
  return stdout.trim();
}

try {
  await main();
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
