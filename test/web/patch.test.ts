/** Which texts are read as diffs, and what is read from them. */
import { describe, expect, test } from "bun:test";
import { looksLikePatch, patchEnd } from "../../src/shared/patch-lines";
import { type PatchFile, type PatchHunk, parsePatch } from "../../web/timeline/patch";
import { toRows } from "../../web/timeline/patch-rows";

/** What a reader sees of a hunk's lines, below or beside each other. */
const toSides = (hunk: PatchHunk | undefined) =>
  hunk === undefined ? [] : [...toRows([hunk], false)].flatMap((row) => (row.type === "line" ? [row.side] : []));
const toPairs = (hunk: PatchHunk | undefined) =>
  hunk === undefined
    ? []
    : [...toRows([hunk], true)].flatMap((row) =>
        row.type === "pair" ? [[row.old?.line, row.now?.line] as const] : [],
      );

const FILES = (text: string): PatchFile[] => parsePatch(text)?.files ?? [];
const names = (text: string) => FILES(text).map(({ from, to, change }) => `${from} ${to} ${change}`);
const CHANGE = "--- a/x.ts\n+++ b/x.ts\n@@ -3,3 +3,4 @@ class X\n one\n-two old\n+two new\n+more\n three\n";

describe("a patch", () => {
  test("of git names its files and what became of them", () => {
    const patch = [
      "diff --git a/x.ts b/x.ts\nindex 1..2 100644",
      CHANGE.trimEnd(),
      "diff --git a/n b/n\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+n",
      "diff --git a/d b/d\ndeleted file mode 100644\nindex 1..0\n--- a/d\n+++ /dev/null\n@@ -1 +0,0 @@\n-d",
      "diff --git a/old name b/new name\nsimilarity index 100%\nrename from old name\nrename to new name",
      "diff --git a/p.png b/p.png\nindex 1..2 100644\nBinary files a/p.png and b/p.png differ",
      "diff --git a/run b/run\nold mode 100644\nnew mode 100755",
    ].join("\n");
    expect(names(patch)).toEqual([
      "x.ts x.ts changed",
      "null n added",
      "d null deleted",
      "old name new name renamed",
      "p.png p.png changed",
      "run run changed",
    ]);
    expect(FILES(patch).map(({ added, removed }) => [added, removed])).toEqual([
      [2, 1],
      [1, 0],
      [0, 1],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(FILES(patch).map(({ note }) => note)).toEqual([
      null,
      null,
      null,
      null,
      "Binary file",
      "Mode 100644 → 100755",
    ]);
  });

  test("numbers its lines, and marks the words that changed", () => {
    const [hunk] = FILES(CHANGE)[0]?.hunks ?? [];
    expect(hunk?.title).toBe("class X");
    expect(hunk?.lines.map(({ before, after, text }) => `${before} ${after} ${text}`)).toEqual([
      "3 3 one",
      "4 null two old",
      "null 4 two new",
      "null 5 more",
      "5 6 three",
    ]);
    expect(toSides(hunk)[1]?.words).toEqual([
      { text: "two ", changed: false },
      { text: "old", changed: true },
    ]);
    expect(toSides(hunk)[3]?.words).toBeNull();
    expect(toPairs(hunk).map(([old, now]) => `${old?.text} | ${now?.text}`)).toEqual([
      "one | one",
      "two old | two new",
      "undefined | more",
      "three | three",
    ]);
  });

  test("pairs a line with what it has become, wherever that stands in the change", () => {
    const change = [
      "-  const price = await ask(article);",
      "-  return price.cents;",
      "+  return retry(async () => {",
      "+    const price = await ask(article);",
      "+    return price.cents;",
      "+  });",
    ].join("\n");
    const [hunk] = FILES(`--- a/x\n+++ b/x\n@@ -1,2 +1,4 @@\n${change}\n`)[0]?.hunks ?? [];
    expect(toPairs(hunk).map(([old, now]) => [old?.text.trim(), now?.text.trim()])).toEqual([
      [undefined, "return retry(async () => {"],
      ["const price = await ask(article);", "const price = await ask(article);"],
      ["return price.cents;", "return price.cents;"],
      [undefined, "});"],
    ]);
    // Only the indentation has changed.
    expect(
      toSides(hunk)[3]
        ?.words?.filter(({ changed }) => changed)
        .map(({ text }) => text.trim()),
    ).toEqual([""]);
  });

  test("marks no words of lines that have little in common", () => {
    const [hunk] =
      FILES("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-const a = 1;\n+return await fetch(address);\n")[0]?.hunks ?? [];
    expect(toSides(hunk).map(({ words }) => words)).toEqual([null, null]);
  });

  test("written by hand is read as well: wrong counts, no numbers, no head, lost blanks", () => {
    const miscounted = FILES("--- a/x\n+++ b/x\n@@ -1,9 +1,1 @@\n one\n\n-two\n+zwei\n")[0];
    expect(miscounted).toMatchObject({ added: 1, removed: 1 });
    expect(miscounted?.hunks[0]?.lines.map(({ text }) => text)).toEqual(["one", "", "two", "zwei"]);
    expect(FILES("@@ ... @@\n-a\n+b\n")[0]?.hunks[0]?.lines[0]).toMatchObject({ kind: "removed", before: null });
    expect(FILES("-a\n+b\n c\n")[0]).toMatchObject({ from: null, to: null, added: 1, removed: 1 });
    expect(FILES("+new\n-old\n@@ 1 @@")[0]).toMatchObject({ added: 1, removed: 1 });
  });

  test("keeps lines that look like the head of a file", () => {
    const sql = FILES("--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- old comment\n+++ new comment\n select 1;\n");
    expect(sql).toHaveLength(1);
    expect(sql[0]).toMatchObject({ added: 1, removed: 1 });
  });

  test("sent by mail keeps its head and loses its signature", () => {
    const mail = `From ${"a".repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: [PATCH] two\n\n---\n x.ts | 2 +-\n\n${CHANGE}-- \n2.39.2\n`;
    const patch = parsePatch(mail);
    expect(patch?.preface).toStartWith("From aaaa");
    expect(patch?.files[0]).toMatchObject({ added: 2, removed: 1 });
  });

  test("is not what has no changes: such a text stays code", () => {
    for (const text of ["", "hello", " only\n context\n", "@@ -1 +1 @@\n same\n"]) expect(parsePatch(text)).toBeNull();
  });

  test("of git's names what it has quoted as people write it", () => {
    const quoted =
      String.raw`diff --git "a/\303\204rger \"x\".md" "b/\303\204rger \"x\".md"` +
      "\n" +
      String.raw`--- "a/\303\204rger \"x\".md"` +
      "\n" +
      String.raw`+++ "b/\303\204rger \"x\".md"` +
      "\n@@ -1 +1 @@\n-a\n+b\n";
    expect(names(quoted)).toEqual(['Ärger "x".md Ärger "x".md changed']);
    const renamed =
      String.raw`diff --git a/old.md "b/\346\227\245.md"` +
      "\nsimilarity index 100%\nrename from old.md\n" +
      String.raw`rename to "\346\227\245.md"`;
    expect(names(renamed)).toEqual(["old.md 日.md renamed"]);
  });

  test("of a merge has a sign for each parent, and the lines of the result", () => {
    const merge =
      "diff --cc src/a.ts\nindex 1,2..3\n--- a/src/a.ts\n+++ b/src/a.ts\n@@@ -1,3 -1,3 +1,4 @@@ fn\n  same\n- ours\n -theirs\n++both\n+ one\n";
    const [file] = FILES(merge);
    expect(names(merge)).toEqual(["src/a.ts src/a.ts changed"]);
    expect(file).toMatchObject({ added: 2, removed: 2 });
    expect(file?.hunks[0]?.lines.map(({ kind, text, after }) => `${kind} ${text} ${after}`)).toEqual([
      "same same 1",
      "removed ours null",
      "removed theirs null",
      "added both 2",
      "added one 3",
    ]);
    expect(patchEnd([...merge.trimEnd().split("\n"), "", "Then prose."], 0)).toBe(10);
  });

  test("of Codex's own names its files and their changes", () => {
    const patch =
      "*** Begin Patch\n*** Update File: src/a.ts\n*** Move to: src/b.ts\n@@ class X\n one\n-two\n+zwei\n*** Add File: new.md\n+# New\n+\n*** Delete File: gone.md\n*** End Patch";
    expect(names(patch)).toEqual(["src/a.ts src/b.ts renamed", "null new.md added", "gone.md null deleted"]);
    expect(FILES(patch).map(({ added, removed }) => [added, removed])).toEqual([
      [1, 1],
      [2, 0],
      [0, 0],
    ]);
    expect(FILES(patch)[0]?.hunks[0]?.title).toBe("class X");
    expect(looksLikePatch(patch)).toBe(true);
    expect(patchEnd([...patch.split("\n"), "Then prose."], 0)).toBe(12);
  });

  test("of any size is read in time", () => {
    const lines = Array.from({ length: 20_000 }, (_, line) => `-old ${line}\n+new ${line}`).join("\n");
    const startedAt = performance.now();
    expect(FILES(`--- a/x\n+++ b/x\n@@ -1,20000 +1,20000 @@\n${lines}\n`)[0]).toMatchObject({ added: 20_000 });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

describe("a patch among other text", () => {
  const around = (patch: string) => `Look:\n${patch}\nand then.`.split("\n");

  test("is found with its beginning and its end", () => {
    const lines = around(`${CHANGE}\n${CHANGE.replaceAll("x.ts", "y.ts")}`);
    expect(patchEnd(lines, 1)).toBe(lines.length - 2);
    expect(patchEnd(lines, 0)).toBe(0);
    expect(patchEnd(lines, 2)).toBe(2);
  });

  test("ends where its counts say or where they are wrong, and takes no list with it", () => {
    expect(patchEnd([...CHANGE.trimEnd().split("\n"), "", "- a list", "- goes on"], 0)).toBe(8);
    expect(patchEnd(["--- a/x", "+++ b/x", "@@ -1,9 +1,9 @@", "-a", "+b", "Then prose."], 0)).toBe(5);
  });

  test("is not a rule, a list or a signature", () => {
    for (const text of ["---\n+++\n", "--- a\n\n+++ b", "- a\n+ b", "diff --git", "--- a/x\n+++ b/x\nno hunk"])
      expect([text, patchEnd(text.split("\n"), 0)]).toEqual([text, 0]);
  });

  test("in a fence without a language is one where it has a hunk", () => {
    expect(looksLikePatch(CHANGE)).toBe(true);
    expect(looksLikePatch("--- a/x\n+++ b/x\n")).toBe(false);
    expect(looksLikePatch("a - b\n+ c")).toBe(false);
  });
});
