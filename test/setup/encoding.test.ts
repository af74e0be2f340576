/** Files of other programs come back byte for byte, or are left alone [F15]. */
import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTextFile, replaceFile } from "../../src/setup/files";

test("a file in Latin-1 is refused with its line, and nothing of it is changed", () => {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-encoding-"));
  const path = join(directory, "config.toml");
  const bytes = Buffer.from('model = "gpt-5"\n# Gr\xfc\xdfe\nnotify = []\n', "latin1");
  writeFileSync(path, bytes);
  expect(() => readTextFile(path)).toThrow(`${path} is not UTF-8: line 2 has bytes of another encoding`);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  rmSync(directory, { recursive: true });
});

test("what is UTF-8 comes back as it was, its byte order mark too", () => {
  const directory = mkdtempSync(join(tmpdir(), "codex-bridge-encoding-"));
  const path = join(directory, "config.toml");
  const bytes = Buffer.from("\ufeff# Grüße 😀\r\n");
  writeFileSync(path, bytes);
  replaceFile(path, readTextFile(path));
  expect(readFileSync(path).equals(bytes)).toBe(true);
  rmSync(directory, { recursive: true });
});
