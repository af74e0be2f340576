/**
 * Which files an agent may attach, and how one is opened so that it is the file that was looked at.
 */
import { constants, existsSync, type Stats } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readFile, readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { findRepository, type Repository } from "../shared/repository";
import { toShownName } from "./names";
import { findSecret } from "./secrets";

export interface Places {
  /** The session's directory: what relative paths are relative to. */
  cwd: string;
  home: string;
  stateDir: string;
  outbox: string;
  /** True where a person names the file: then it may lie outside the project too. */
  anywhere?: boolean;
}

export interface Source {
  name: string;
  handle: FileHandle;
  bytes: number;
}

/** Says in words that follow the path why a file is not attached. */
export class RefusedError extends Error {}

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Opens a file for attaching: a regular file below one of the session's roots or in the outbox,
 * with no other name, and none that holds keys. With `anywhere` its place and its other names do
 * not count. Throws RefusedError. The caller closes the handle.
 */
export async function openSource(path: string, places: Places): Promise<Source> {
  if (path.includes("\0")) throw new RefusedError("is not a path");
  // As the system would walk it: `..` behind a link leads elsewhere than in the text.
  const real = await realpath(isAbsolute(path) ? path : `${places.cwd}/${path}`).catch((error: unknown) => {
    if (existsSync(places.cwd)) refuse(error);
    throw new RefusedError(
      `cannot be attached: the directory of this session, ${places.cwd}, is gone. Copy it to ${places.outbox} and attach the copy`,
    );
  });
  const outbox = await openOutbox(places);
  const root = findRoot(real, [...(await listRoots(places)), outbox]);
  if (root === null && !places.anywhere) {
    const copy = `Copy it to ${outbox} and attach the copy, if it is meant to be shared`;
    throw new RefusedError(`is not below the project of this session. ${copy}`);
  }
  // Regular by their kind, and made up as they are read.
  if (root === null && isOfSystem(real)) throw new RefusedError("is not a regular file");
  if (root !== outbox && isBelow(real, await realpath(places.stateDir).catch(refuse)))
    throw new RefusedError("belongs to the bridge itself");
  const secret = findSecret(toParts(real), toParts(real.slice(root?.length ?? 0)));
  if (secret !== null) throw new RefusedError(secret);
  // Before it is opened: to open a device can do something already.
  checkKind(await lstat(real).catch(refuse));

  const handle = await open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(refuse);
  try {
    const stat = await handle.stat();
    checkKind(stat);
    if (stat.nlink > 1 && !places.anywhere) {
      throw new RefusedError(
        `has another name elsewhere (a hard link), so that it may not belong to this project. Copy it to ${outbox} and attach the copy, if it is meant to be shared`,
      );
    }
    if (!(await isStillThere(handle, stat, real))) throw new RefusedError("was changed while it was being opened");
    return { name: toShownName(basename(path)), handle, bytes: stat.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The outbox, made where it is not there. */
export async function openOutbox({ stateDir, outbox }: Places): Promise<string> {
  await mkdir(outbox, { recursive: true, mode: 0o700 }).catch(refuse);
  const real = await realpath(outbox).catch(refuse);
  if (real === join(await realpath(stateDir), basename(outbox))) return real;
  throw new RefusedError(`cannot be looked at: ${outbox} is a link. Put a directory in its place`);
}

/**
 * The session's directory, the work tree around it, and the main one of its repository; none that
 * holds all of home.
 */
export async function listRoots({ cwd, home }: Pick<Places, "cwd" | "home">): Promise<string[]> {
  const start = await realpath(cwd).catch(() => resolve(cwd));
  const ownHome = await realpath(home).catch(() => resolve(home));
  const repository = findRepository(start);
  const isOwn = repository !== null && (await isOurs(join(repository.tree, ".git")));
  const main = isOwn ? await findMainOf(repository) : null;
  const roots = [start, ...(isOwn ? [repository.tree] : []), ...(main ? [main] : [])];
  return roots.filter((root) => !isBelow(ownHome, root) && !isOfSystem(root));
}

/** Anybody can make a repository in /tmp: git does not take it for ours either. */
async function isOurs(path: string): Promise<boolean> {
  const stat = await lstat(path).catch(() => null);
  return stat !== null && (process.getuid === undefined || stat.uid === process.getuid());
}

/**
 * The main work tree of a linked one. The file `.git` alone may say anything, since it comes with
 * the work tree: the repository that it names has to name this work tree as well.
 */
async function findMainOf({ tree, gitDir, commonDir }: Repository): Promise<string | null> {
  if (dirname(gitDir) !== join(commonDir, "worktrees") || basename(commonDir) !== ".git") return null;
  const back = (await readFile(join(gitDir, "gitdir"), "utf8").catch(() => "")).trim();
  return back !== "" && (await realpath(back).catch(() => "")) === join(tree, ".git") ? dirname(commonDir) : null;
}

/** The innermost root that holds a path. */
function findRoot(path: string, roots: readonly string[]): string | null {
  const holding = roots.filter((root) => path !== root && isBelow(path, root));
  return holding.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

function isBelow(path: string, dir: string): boolean {
  return path === dir || path.startsWith(dir.endsWith(sep) ? dir : dir + sep);
}

function isOfSystem(path: string): boolean {
  return /^\/(proc|sys|dev)(\/|$)/.test(path);
}

function toParts(path: string): string[] {
  return path.split(sep).filter(Boolean);
}

function checkKind(stat: Stats): void {
  if (stat.isFile()) return;
  if (stat.isDirectory()) throw new RefusedError("is a directory. Attach single files, or an archive of it");
  throw new RefusedError("is not a regular file");
}

/**
 * Whether an open file is the one at `real`: a directory on the way may have become a link just
 * before it was opened. Linux tells a descriptor's own path. Elsewhere the path is walked once
 * more, which a swap at the right two moments could pass; whoever can do that as our user can read
 * the file anyway.
 */
async function isStillThere(handle: FileHandle, stat: Stats, real: string): Promise<boolean> {
  const own = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => null);
  if (own !== null) return own === real;
  const now = await lstat(real).catch(() => null);
  return now?.dev === stat.dev && now.ino === stat.ino && (await realpath(real).catch(() => "")) === real;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "cannot be read",
  EPERM: "cannot be read",
  ELOOP: "is a link that leads nowhere, or was changed while it was being opened",
  ENAMETOOLONG: "is too long for a path",
  ENXIO: "is not a regular file",
};

function refuse(error: unknown): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  throw new RefusedError(REASONS[code] ?? `cannot be opened (${code || "unknown error"})`);
}
