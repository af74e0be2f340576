/** A file system without locks is not taken for another bridge [F11]. SQLite says "busy" in both cases. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { dirname } from "node:path";
import { canLock } from "../../src/store/failure";
import { DatabaseLockedError, openDatabase } from "../../src/store/open";
import { createFiles } from "../support/files";

test("a database that another process holds is locked", () => {
  using files = createFiles();
  const holder = openDatabase(files.path);
  expect(canLock(files.path)).toBe(true);
  expect(() => openDatabase(files.path)).toThrow(DatabaseLockedError);
  holder.close();
});

test("where not even a file of its own can be locked, the directory is named, and the setting that leads elsewhere", () => {
  using files = createFiles();
  const holder = openDatabase(files.path);
  // Nothing there can be locked any more.
  const probe = new Database(`${files.path}.lock-probe-${process.pid}`, { create: true });
  probe.exec("BEGIN EXCLUSIVE");
  const whatIsSaid = new RegExp(
    `${dirname(files.path)} is on a file system without file locks.*CODEX_BRIDGE_STATE_DIR`,
  );
  expect(() => openDatabase(files.path)).toThrow(whatIsSaid);
  probe.close();
  holder.close();
});
