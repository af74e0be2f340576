/** An exported HTML file in a real browser: it runs nothing, loads nothing, holds its pictures, and can be read by all. */
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createFileStore } from "../../src/attachments/file-store";
import { Uploaded } from "../../src/shared/api";
import { createRig, LIMITS, PNG } from "../attachments/rig";
import { useBrowser } from "../support/browser";
import { createDomain } from "../support/domain";
import { createFakeClock } from "../support/fake-clock";
import { createPeerHost } from "../support/peers";
import { describeWithTool } from "../support/tools";
import { examine } from "./axe";
import { trap } from "./trap";

const TIMEOUT_MS = 60_000;

/** What would run or load something if anything in the file let it; `at` is a server of the attacker. */
const attacks = (at: string): string[] => [
  `<script>alert(1)</script><script src="${at}/a.js"></script><img src=x onerror=alert(1)><img src="${at}/a.png">`,
  `</div></article></main></body></html><style>@import url(${at}/a.css); body{display:none}</style><link rel=stylesheet href="${at}/b.css">`,
  `<iframe src="${at}/f"></iframe><base href="${at}/"><meta http-equiv=refresh content="0;url=${at}/m"><svg onload=alert(1)>`,
  `[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>) [d](vbscript:x) [e](file:///etc/passwd)`,
  `![remote](${at}/i.png) ![x](javascript:alert(1)) ![data](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+) [![in](${at}/j.png)](${at}/k)`,
  `[x]("onmouseover=alert(1)) [y](${at}/y" onclick="alert(1)) [z](<${at}/z> "\\" onfocus=alert(1) autofocus x=\\"")`,
  `\`\`\`"><script>alert(1)</script>\n</code></pre><script>alert(2)</script>\n\`\`\`\n\n\`\`\`diff\n+<img src=x onerror=alert(1)>\n@@ <b onclick=alert(1)>\n\`\`\``,
  `| a | <img src=x onerror=alert(1)> |\n|:-:|--:|\n| <script>alert(1)</script> | ![t](${at}/t.png) |\n\n${"wide ".repeat(5)}${"x".repeat(3_000)}`,
  `--- a/x\n+++ b/x\n@@ -1 +1 @@\n-<script>alert(1)</script>\n+</span></code></pre><script>alert(2)</script>`,
];

const GOOD =
  "# A heading\n\nText with `code`, **bold** and [a link](https://example.com/).\n\n- one\n- two\n\n> quoted\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```diff\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n```\n\n```ts\nconst answer = 42;\n```";

describeWithTool(["chromium"], "an exported HTML file", () => {
  const open = useBrowser();

  test(
    "runs nothing and loads nothing, whatever was said; pictures are in it; it is readable in both themes and narrow",
    async () => {
      const hits: string[] = [];
      await using attacker = Bun.serve({
        port: 0,
        hostname: "127.0.0.1",
        fetch(request) {
          hits.push(request.url);
          return new Response("alert(1)", { headers: { "access-control-allow-origin": "*" } });
        },
      });
      using rig = createRig();
      const files = { fileStore: createFileStore(rig.folder), limits: LIMITS };
      await using domain = await createDomain({ clock: createFakeClock(Date.now()), files });
      await using host = createPeerHost(domain);
      const authorization = `Bearer ${host.key}`;
      const upload = async (name: string, body: BodyInit) => {
        const response = await fetch(`${host.url}/api/files?name=${encodeURIComponent(name)}`, {
          method: "POST",
          headers: { authorization, "content-type": "application/octet-stream" },
          body,
        });
        return Uploaded.parse(await response.json()).file.id;
      };
      const [claude, codex] = [await domain.claude(), await domain.codex()];
      const asked = codex.ask(GOOD, { waitMs: 0 });
      await asked.result;
      await claude.next();
      await claude.reply(GOOD, asked.id);
      const { conversation } = domain.message(asked.id);
      const texts = attacks(`http://127.0.0.1:${attacker.port}`);
      for (const text of texts) await claude.send(text);
      const shown = [
        await upload('"><img src=x onerror=alert(1)>.png', PNG),
        await upload("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        await upload("page.html", "<script>alert(1)</script>"),
      ];
      await domain.bridge.console.say({ id: "m_files", to: "claude", text: "Look:", conversation, files: shown });

      const response = await fetch(`${host.url}/api/conversations/${conversation}/export?format=html`, {
        headers: { authorization },
      });
      const path = join(rig.home, "talk.html");
      writeFileSync(path, await response.text());
      const url = pathToFileURL(path).href;
      const requests: string[] = [];

      for (const [colorScheme, width] of [
        ["light", 1280],
        ["dark", 360],
      ] as const) {
        await using view = await open(url, {
          prepare: async (page) => {
            await trap(page);
            page.on("request", (request) => requests.push(request.url()));
          },
          colorScheme,
          viewport: { width, height: 800 },
        });
        const { page } = view;
        expect(await page.locator("article").count()).toBe(texts.length + 3);
        await page.locator("article :not(a[href], a[href] *)").evaluateAll((all) => {
          for (const one of all)
            for (const type of ["mouseover", "click", "focus"])
              one.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
        });
        const found = await page.evaluate(() => {
          const all = [...document.querySelectorAll("*")];
          return {
            trapped: (window as unknown as { trapped: string[] }).trapped,
            tags: [...new Set(all.map((one) => one.tagName.toLowerCase()))].sort(),
            handlers: all
              .flatMap((one) => one.getAttributeNames())
              .filter((name) => /^(?:on|style$|srcdoc)/.test(name)),
            links: [...document.links].map(({ protocol, rel, hash }) =>
              hash === "" ? `${protocol} ${rel}` : "inside",
            ),
            images: [...document.images].map(({ src, naturalWidth }) => `${src.slice(0, 15)} ${naturalWidth}`),
            paper: getComputedStyle(document.body).backgroundColor,
            overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          };
        });
        expect(found.trapped).toEqual([]);
        for (const tag of ["script", "iframe", "link", "base", "svg", "object", "form"])
          expect(found.tags).not.toContain(tag);
        expect(found.handlers).toEqual([]);
        expect([...new Set(found.links)].sort()).toEqual([
          "http: noopener noreferrer",
          "https: noopener noreferrer",
          "inside",
        ]);
        expect(found.images).toEqual(["data:image/png; 1"]);
        expect(found.paper).toBe(colorScheme === "light" ? "rgb(247, 246, 243)" : "rgb(18, 17, 21)");
        expect(found.overflow).toBe(0);
        await page.getByText("<script>alert(1)</script><script src=").waitFor();
        await page.getByText("drawing.svg").waitFor();
        expect(await examine(page)).toEqual([]);
        if (process.env.EXPORT_SHOTS) await page.screenshot({ path: `${process.env.EXPORT_SHOTS}/${colorScheme}.png` });
      }
      expect([...new Set(requests)].filter((one) => !one.startsWith("data:image/png;base64,"))).toEqual([url]);
      expect(hits).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
