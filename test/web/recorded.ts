/** A conversation with one of each thing that the timeline can show, for pictures and for what has to hold for all of them. */
import type { Claude, Codex } from "../support/agents";

export const QUESTION = `Could you look at the limiter in \`src/shared/limits.ts\`? One request too many gets through, and I cannot see why. This is what I would change:

\`\`\`diff
diff --git a/src/shared/limits.ts b/src/shared/limits.ts
index 3f1c2aa..9b0d1e4 100644
--- a/src/shared/limits.ts
+++ b/src/shared/limits.ts
@@ -12,9 +12,12 @@ export function createLimiter(max: number) {
   const seen = new Map<string, number>();
   return {
     allow(key: string): boolean {
-      const count = seen.get(key) ?? 0;
-      if (count > max) return false;
-      seen.set(key, count + 1);
+      const count = (seen.get(key) ?? 0) + 1;
+      if (count > max) return false;
+      seen.set(key, count);
+      // Entries leave after a minute, or the map grows for ever.
+      schedule(() => seen.delete(key), 60_000);
       return true;
     },
   };
diff --git a/test/limits.test.ts b/test/limits.test.ts
new file mode 100644
--- /dev/null
+++ b/test/limits.test.ts
@@ -0,0 +1,6 @@
+import { expect, test } from "bun:test";
+
+test("the limit is exact", () => {
+  const limiter = createLimiter(1);
+  expect([limiter.allow("a"), limiter.allow("a")]).toEqual([true, false]);
+});
diff --git a/docs/old name.md b/docs/limits.md
similarity index 100%
rename from docs/old name.md
rename to docs/limits.md
\`\`\`

The off-by-one is in \`count > max\`.`;

export const ANSWER = `Agreed on the shape. Three points:

1. **Keep the map bounded.** A timer for each key is costly:
   - 10,000 keys are 10,000 timers
   - a sweep every minute is one
2. Use \`Map\`'s insertion order, which makes the sweep cheap.
3. See the [RFC](https://example.org/rfc) and ![diagram](https://example.org/d.png).

| approach | memory | cost per call |
|:---------|-------:|:-------------:|
| timers   | 4.1 MB | 0.9 µs |
| sweep    | 1.2 MB | **0.2 µs** |

- [x] measured
- [ ] merged
  - [ ] changelog

> What about clock changes?

\`\`\`ts
/** Sweeps what is older than a minute. */
export function sweep(seen: Map<string, Entry>, now = Date.now()): number {
  let gone = 0;
  for (const [key, { at }] of seen) {
    if (now - at < 60_000) break; // insertion order
    seen.delete(key);
    gone += 1;
  }
  return gone;
}
\`\`\``;

const BARE = `This is the whole fix, without a fence:

--- a/lib/parse.py
+++ b/lib/parse.py
@@ -1,4 +1,4 @@
 def parse(line):
-    name, value = line.split("=")
+    name, value = line.split("=", 1)
     return name.strip(), value.strip()

It passes the tests.`;

const LONG = Array.from({ length: 80 }, (_, line) => `${line + 1}. a line of a long list, which goes on and on`);

/** Has the two say it all; the last question stays open. Eight messages with the user's, which `speak` sends. */
export async function playConversation(claude: Claude, codex: Codex, speak: () => Promise<void>): Promise<void> {
  const asked = codex.ask(QUESTION);
  const { meta } = await claude.next();
  await claude.reply(ANSWER, meta.message_id);
  await asked.answer;
  const sent = await claude.call("send_to_codex", { text: "I will write the changelog while you merge." });
  const id = sent.text.match(/m_\w+/)?.[0] ?? "";
  await claude.call("edit_message", { message_id: id, text: "I will write the changelog line while you merge." });
  await speak();
  await claude.call("send_to_codex", { text: BARE });
  await claude.call("send_to_codex", { text: LONG.join("\n") });
  codex.ask("Is the alias worth it? Nobody outside of this repository imports it.");
  await claude.next(({ content }) => content.startsWith("Is the alias"));
}
