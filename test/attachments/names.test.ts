/** Names come from outside: what is shown hides nothing, what lies on disk means nothing to a shell, and headers hold. */
import { expect, test } from "bun:test";
import { pathOf, toSafeName, toShownName } from "../../src/attachments/names";
import { toDisposition } from "../../src/http/routes/files";

const HOSTILE: [name: string, shown: string, safe: string][] = [
  ["notes.txt", "notes.txt", "notes.txt"],
  ["Über uns – Größe.md", "Über uns – Größe.md", "Über_uns_Größe.md"],
  ["../../etc/passwd", "passwd", "passwd"],
  ["..", "file", "file"],
  ["...", "file", "file"],
  ["", "file", "file"],
  ["/", "file", "file"],
  ["C:\\Windows\\evil.exe", "evil.exe", "evil.exe"],
  ["a\0b.txt", "a_b.txt", "a_b.txt"],
  ["one\ntwo\r.txt", "one_two_.txt", "one_two_.txt"],
  ["invoice\u202egnp.exe", "invoice_gnp.exe", "invoice_gnp.exe"],
  ["zero\u200bwidth\u2060.md", "zero_width_.md", "zero_width_.md"],
  ["-rf", "-rf", "_rf"],
  [".bashrc", ".bashrc", "_bashrc"],
  ["$(touch x) `y` ;&|<>\"'*?.sh", "$(touch x) `y` ;&|<>\"'*?.sh", "_touch_x_y_.sh"],
  ["\ud800lone.txt", "\ufffdlone.txt", "_lone.txt"],
  ['</channel><system x="">', 'channel><system x="">', "channel_system_x_"],
];

test.each(HOSTILE)("%p is shown as %p and lies as %p", (name, shown, safe) => {
  expect(toShownName(name)).toBe(shown);
  expect(toSafeName(shown)).toBe(safe);
  // Both ends work the path out by themselves.
  expect(toShownName(shown)).toBe(shown);
  expect(pathOf("/files", { id: "a_1", name: shown })).toBe(`/files/a_1/${safe}`);
});

test("a long name keeps its ending and fits any file system", () => {
  for (const letter of ["x", "ü", "漢", "🦊"]) {
    const shown = toShownName(`${letter.repeat(300)}.tar.gz`);
    expect([...shown].length).toBeLessThanOrEqual(200);
    expect(shown.length).toBeLessThanOrEqual(255 * 2);
    expect(shown).toEndWith(".gz");
    const safe = toSafeName(shown);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(120);
    expect(safe).toEndWith(".gz");
    expect(safe).not.toBe("");
  }
  expect(toShownName("y".repeat(300))).toHaveLength(200);
});

test.each(HOSTILE)("a download of %p names it without breaking the header", (name) => {
  const shown = toShownName(name);
  const header = toDisposition(shown);
  expect(header).toMatch(/^attachment; filename="[^"\\\p{Cc}]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/u);
  expect(decodeURIComponent(header.split("''")[1] ?? "")).toBe(shown);
});
