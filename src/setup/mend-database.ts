/**
 * The way back from a damaged database: it is put aside, never deleted, and the newest sound backup
 * takes its place.
 */
import { constants, copyFileSync, existsSync, renameSync } from "node:fs";
import { checkDatabase } from "../store/check";
import { listBackups } from "../store/failure";

export function isDatabaseDamaged(path: string): boolean {
  return existsSync(path) && checkDatabase(path).state === "damaged";
}

/** Replaces a damaged database that no process holds; gives what was done, a line each. */
export function replaceDatabase(path: string): string[] {
  const aside = `${path}.damaged-${Date.now()}`;
  for (const end of ["", "-wal", "-shm"]) if (existsSync(path + end)) renameSync(path + end, aside + end);
  const done = [`the damaged database is kept as ${aside}`];
  const backup = listBackups(path).find((one) => !isDatabaseDamaged(one));
  if (backup === undefined) return [...done, "there is no backup; the next start begins anew"];
  copyFileSync(backup, path, constants.COPYFILE_EXCL);
  return [...done, `${backup} takes its place`];
}
