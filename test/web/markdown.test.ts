/** What agents write, as it is shown: markdown, coloured code, links and task lists. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { keepCopies, lastCopy } from "./clipboard";
import { card, createScene, createStage, linked, say, startCodex, TIMEOUT_MS, until } from "./stage";

const CODE = '/** Adds. */\nexport function add(a: number, b = 1): string {\n  return String(a + b) + "<b>";\n}\n';
const TEXT = `Before.

| left | right | middle |
|:-----|------:|:------:|
| a | 1 | x |

1. first
   - nested
     - deeper
2. second

- [x] done **well**
- [ ] to do
- [link](https://example.org/a?b=1) and ![picture](https://example.org/p.png) and [local](src/a.ts) and mail@example.org

\`\`\`ts
${CODE}\`\`\`

   - [x]not a task

\`\`\`nosuchlanguage
<i>plain</i>
\`\`\`
`;

describeWithTool(["chromium"], "markdown on the page", () => {
  const open = useBrowser();

  test(
    "tables, lists, tasks and links are what they say, and nothing is fetched from outside",
    async () => {
      await using stage = await createScene(open);
      const { page } = stage;
      const body = card(page, await say(stage.claude, TEXT)).locator(".body");
      await body.locator("table").waitFor();
      expect(await body.locator("td").allTextContents()).toEqual(["a", "1", "x"]);
      const align = await body.locator("td").evaluateAll((all) => all.map((td) => getComputedStyle(td).textAlign));
      expect(align).toEqual(["left", "right", "center"]);
      expect(await body.locator("ol > li").count()).toBe(2);
      expect(await body.locator("ol ul ul > li").textContent()).toBe("deeper");
      const boxes = body.getByRole("img");
      expect(await boxes.evaluateAll((all) => all.map((box) => box.getAttribute("aria-label")))).toEqual([
        "done",
        "to do",
      ]);
      expect(await body.locator("li.task").first().textContent()).toBe("done well");
      const links = await body
        .locator("a")
        .evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.getAttribute("rel")]));
      expect(links).toEqual([
        ["https://example.org/a?b=1", "noopener noreferrer"],
        ["https://example.org/p.png", "noopener noreferrer"],
        ["mailto:mail@example.org", "noopener noreferrer"],
      ]);
      expect(await body.getByText("local").evaluate((element) => element.tagName)).toBe("SPAN");
    },
    TIMEOUT_MS,
  );

  test(
    "code is coloured by a script that is fetched for it, and copied as it was written",
    async () => {
      await using stage = await createScene(open, { prepare: keepCopies });
      const { page } = stage;
      const scripts = () =>
        page.evaluate(
          () => performance.getEntriesByType("resource").filter(({ name }) => /highlight/.test(name)).length,
        );
      const talk = await say(stage.claude, "No code yet.");
      await card(page, talk).waitFor();
      expect(await scripts()).toBe(0);
      const id = await say(stage.claude, TEXT);
      const code = card(page, id).locator('.code[data-language="ts"]');
      await code.locator(".hljs-keyword", { hasText: "export" }).waitFor();
      expect(await scripts()).toBe(1);
      expect(await code.locator("code").textContent()).toBe(CODE);
      const colours = await code
        .locator(".hljs-keyword, .hljs-comment, .hljs-title")
        .evaluateAll((all) => all.map((span) => getComputedStyle(span).color));
      expect(new Set(colours).size).toBeGreaterThan(2);
      await code.hover();
      await code.getByRole("button", { name: "Copy the ts code" }).click();
      await until(async () => (await lastCopy(page)) === CODE, "the code to be copied");
      await code.getByRole("button", { name: "Copied" }).waitFor();
      // What it does not know is shown as it is.
      const plain = card(page, id).locator('.code[data-language="nosuchlanguage"]');
      expect(await plain.locator("code").innerHTML()).toBe("&lt;i&gt;plain&lt;/i&gt;\n");
      // And the whole message, as it was written.
      await card(page, id).hover();
      await card(page, id).getByRole("button", { name: "Copy the original text" }).click();
      await until(async () => (await lastCopy(page)) === TEXT, "the message to be copied");
    },
    TIMEOUT_MS,
  );

  test(
    "code stays readable where the highlighter cannot be fetched",
    async () => {
      await using stage = await createStage();
      await startCodex(stage.world);
      await using view = await open(stage.url, {
        allow: [/net::ERR_FAILED/],
        prepare: async (page) => void (await page.route(/\/assets\/(highlight|patch)-/, (route) => route.abort())),
      });
      const { page } = view;
      await linked(page);
      const id = await say(stage.claude, `${TEXT}\n\`\`\`diff\n-a\n+b\n\`\`\``);
      await card(page, id).locator('.code[data-language="ts"]').waitFor();
      expect(await card(page, id).locator('.code[data-language="ts"] code').textContent()).toBe(CODE);
      expect(await card(page, id).locator('.code[data-language="diff"] code').textContent()).toBe("-a\n+b\n");
    },
    TIMEOUT_MS,
  );
});
