/** Text from agents is anybody's text: it runs nothing, loads nothing, and stays inside its card. */
import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { composer, createStage, openLinked, overflow, say, TIMEOUT_MS } from "./stage";
import { trap, trapped } from "./trap";

/** Markdown and HTML that would run or load something if anything in the page let it; `at` is a server of the attacker. */
function attacks(at: string): string[] {
  return [
    `<script>alert(1)</script><script src="${at}/a.js"></script>`,
    `<img src=x onerror=alert(1)><img src="${at}/a.png"><svg onload=alert(1)><use href="${at}/a.svg#x"/></svg>`,
    `</title></head><body onload=alert(1)></textarea></style></noscript><!-- ]]> --><h1>owned`,
    `<style>@import url(${at}/a.css); body{display:none}</style><link rel=stylesheet href="${at}/b.css"><div style="position:fixed;inset:0;background:url(${at}/c.png)">over</div>`,
    `<iframe src="${at}/f" srcdoc="<script>parent.alert(1)</script>"></iframe><object data="${at}/o"></object><embed src="${at}/e"><base href="${at}/"><meta http-equiv=refresh content="0;url=${at}/m"><form action="${at}/p"><button>go</button></form>`,
    `[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#x0A;script:alert(1)) [d](data:text/html,<script>alert(1)</script>) [e](vbscript:x) [f](file:///etc/passwd) <javascript:alert(1)>`,
    `[ref]: javascript:alert(1) "t"\n\n[ref] ![ref] [x]("onmouseover=alert(1)) [y](${at}/y" onclick="alert(1)) [z](<${at}/z> "\\" onfocus=alert(1) autofocus x=\\"")`,
    `![remote](${at}/i.png) ![x](javascript:alert(1)) ![data](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+) [![in](${at}/j.png)](${at}/k)`,
    `\`\`\`"><script>alert(1)</script> onload=alert(1)\n</code></pre><script>alert(2)</script>\n\`\`\`\n\n\`<img src=x onerror=alert(3)>\``,
    `| a | <img src=x onerror=alert(1)> |\n|:-:|--:|\n| <script>alert(1)</script> | ![t](${at}/t.png) |`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
    `<noscript><p title="</noscript><img src=x onerror=alert(1)>"><a href="${at}" id="app" name="codex-bridge-key" class="timeline">x</a><form id=x><input name=attributes>`,
    `\`\`\`diff\n+<img src=x onerror=alert(1)>\n-<script>alert(1)</script>\n@@ <b onclick=alert(1)>\n\`\`\``,
    `${at}/linkified?"onmouseover="alert(1) mailto:x@y.z?<script> www.${"a".repeat(3000)}.example`,
    `&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62; {{constructor.constructor('alert(1)')()}} \${alert(1)}`,
  ];
}

const bodies = (page: Page) =>
  page.locator(".body").evaluateAll((all) => {
    // What the page's own components put into the places for code and diffs is looked at below.
    const elements = all.flatMap((one) => [...one.querySelectorAll("*:not(.block-place *)")]);
    const placed = all.flatMap((one) => [...one.querySelectorAll(".block-place *")]);
    return {
      placed: {
        tags: [...new Set(placed.map((one) => one.tagName.toLowerCase()))],
        attributes: [...new Set(placed.flatMap((one) => one.getAttributeNames()))],
      },
      tags: [...new Set(elements.map((one) => one.tagName.toLowerCase()))],
      attributes: [...new Set(elements.flatMap((one) => one.getAttributeNames()))],
      links: elements
        .filter((one) => one instanceof HTMLAnchorElement)
        .map(({ protocol, target, rel }) => `${protocol} ${target} ${rel}`),
    };
  });

/** Points at, clicks and focuses all that came from a text, but for links to the web. */
const poke = (page: Page) =>
  page.locator(".body :not(a[href], a[href] *, button)").evaluateAll((all) => {
    for (const one of all) {
      for (const type of ["mouseover", "mousedown", "click", "focus", "animationstart", "toggle"]) {
        one.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
      }
    }
  });

describeWithTool(["chromium"], "hostile text on the page", () => {
  const open = useBrowser();

  test(
    "hostile markdown runs nothing, loads nothing from outside and breaks nothing",
    async () => {
      const hits: string[] = [];
      const attacker = Bun.serve({
        port: 0,
        hostname: "127.0.0.1",
        fetch(request) {
          hits.push(request.url);
          return new Response("alert(1)", { headers: { "access-control-allow-origin": "*" } });
        },
      });
      const parent = mkdtempSync(join(tmpdir(), "codex-bridge-hostile-"));
      const project = join(parent, "<img src=x onerror=alert(1)>");
      mkdirSync(project);
      try {
        await using stage = await createStage({}, project);
        const codex = await stage.world.codex({ cwd: project });
        await codex.check();
        await using view = await openLinked(open, stage.url, { prepare: trap });
        const { page } = view;
        const texts = attacks(`http://127.0.0.1:${attacker.port}`);
        const [half, live] = [texts.slice(0, 8), texts.slice(8)];
        for (const text of half) await say(stage.claude, text);
        for (const text of live) {
          await codex.ask(text, { wait_seconds: 0 }).answer;
          // Quoted too.
          await stage.claude.reply(text);
        }
        const count = half.length + 2 * live.length;
        for (const again of [false, true]) {
          if (again) await page.reload();
          await page
            .locator("article[data-message-id]")
            .nth(count - 1)
            .waitFor();
          const { tags, attributes, links, placed } = await bodies(page);
          // Code and diffs are the page's own components: icons and tables, but nothing that a text could have made.
          expect(placed.tags).toContain("code");
          expect(placed.tags).toContain("ins");
          expect(
            placed.tags.filter((tag) =>
              /script|img|style|link|iframe|object|embed|base|meta|form|math|title|use|^a$/.test(tag),
            ),
          ).toEqual([]);
          expect(
            placed.attributes.filter((name) => /^on|^style$|^id$|^name$|^src|^href$|^xlink|^action/.test(name)),
          ).toEqual([]);
          expect(
            tags.filter((tag) => /script|img|svg|style|link|iframe|object|embed|base|meta|form|math|title/.test(tag)),
          ).toEqual([]);
          expect(attributes.filter((name) => /^on|^style$|^id$|^name$|^src|^data-|^srcdoc|^action/.test(name))).toEqual(
            [],
          );
          expect(
            [...new Set(links)].filter((link) => !/^(https?:|mailto:) _blank noopener noreferrer$/.test(link)),
          ).toEqual([]);
          expect(await page.title()).not.toContain("<");
          expect(await page.locator(".chip .session-label").first().textContent()).toBe("<img src=x onerror=alert(1)>");
          expect(await overflow(page)).toEqual([]);
          await poke(page);
          await composer(page).fill("still usable");
          expect(await composer(page).inputValue()).toBe("still usable");
        }
        expect(await trapped(page)).toEqual([]);
        expect(hits).toEqual([]);
        // That the text itself is told, and not hidden.
        await page.getByText("<script>alert(1)</script><script src=").first().waitFor();
      } finally {
        await attacker.stop(true);
        rmSync(parent, { recursive: true, force: true });
      }
    },
    TIMEOUT_MS,
  );
});
