/** Files of messages: shown where that is safe, saved otherwise, run never. */
import { expect, test } from "bun:test";
import { formatBytes, previewOf } from "../../web/composer/attachments";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { sendFiles } from "./files";
import { card, createScene, createStage, linked, overflow, startCodex, TIMEOUT_MS } from "./stage";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC",
  "base64",
);
const PATCH = "--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-const a = 1;\n+const a = 2;\n";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>';

test("only raster images and texts of a bearable size are shown, and nothing whose content is gone", () => {
  const file = (type: string, bytes: number, removedAt: number | null = null) =>
    previewOf({ id: "a_1", name: "x.html", type, bytes, removedAt });
  expect([file("image/png", 9e9), file("text/plain", 1000), file("text/plain", 9e6)]).toEqual(["image", "text", null]);
  for (const type of ["image/svg+xml", "application/pdf", "application/octet-stream", ""]) {
    expect([type, file(type, 10)]).toEqual([type, null]);
  }
  expect(file("image/png", 10, 1)).toBeNull();
  expect([999, 1000, 123_456, 12_345_678].map(formatBytes)).toEqual(["999 B", "1.0 kB", "123 kB", "12 MB"]);
});

describeWithTool(["chromium"], "files on the page", () => {
  const open = useBrowser();

  test(
    "an image, a text and a diff are shown with their names and sizes; anything else is saved, and nothing is run",
    async () => {
      await using stage = await createScene(open, { acceptDownloads: true });
      const { page } = stage;
      await sendFiles(stage, "m_files", {
        "picture <b>.png": PNG,
        "notes.md": "# not a heading\n\nplain\n",
        "fix.patch": PATCH,
        "drawing.svg": SVG,
        "blob.bin": Buffer.from([0, 1, 2, 3, 255, 254]),
      });
      const own = card(page, "m_files").getByTestId("attachment");
      await own.nth(4).waitFor();
      expect(await own.locator(".attachment-name").allTextContents()).toEqual([
        "picture <b>.png",
        "notes.md",
        "fix.patch",
        "drawing.svg",
        "blob.bin",
      ]);
      expect(await own.locator(".attachment-head .faint").allTextContents()).toContain("6 B");
      expect(await own.evaluateAll((all) => all.map((one) => one.getAttribute("data-preview")))).toEqual([
        "image",
        "text",
        "text",
        "text",
        "none",
      ]);
      const image = own.nth(0).locator("img");
      await image.waitFor();
      expect(await image.getAttribute("alt")).toBe("picture <b>.png");
      await page.waitForFunction(
        () => (document.querySelector<HTMLImageElement>(".attachment img")?.naturalWidth ?? 0) > 0,
      );
      expect(await own.nth(1).locator("code").textContent()).toBe("# not a heading\n\nplain\n");
      await own.nth(2).getByTestId("diff").locator("mark").first().waitFor();
      // An SVG is text here, and stays text.
      expect(await own.nth(3).locator("code").textContent()).toBe(SVG);
      expect(await page.locator(".attachment svg:not(.icon)").count()).toBe(0);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 740 });
        expect(await overflow(page)).toEqual([]);
      }
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        own.nth(4).getByRole("button", { name: "Save blob.bin" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("blob.bin");
      const stream = await download.createReadStream();
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      expect([...Buffer.concat(chunks)]).toEqual([0, 1, 2, 3, 255, 254]);
    },
    TIMEOUT_MS,
  );

  test(
    "a file that cannot be fetched says so, and can be tried again",
    async () => {
      await using stage = await createStage();
      await startCodex(stage.world);
      let broken = true;
      await using view = await open(stage.url, {
        allow: [/net::ERR_FAILED/],
        prepare: async (page) =>
          void (await page.route(/\/api\/files\//, (route) => (broken ? route.abort() : route.continue()))),
      });
      const { page } = view;
      await linked(page);
      await sendFiles(stage, "m_file", { "notes.txt": "at last" });
      const own = card(page, "m_file").getByTestId("attachment");
      await own.getByRole("alert").getByText("could not be loaded").waitFor();
      broken = false;
      await own.getByRole("button", { name: "Hide" }).click();
      await own.getByRole("button", { name: "Show the text" }).click();
      await own.locator("code", { hasText: "at last" }).waitFor();
    },
    TIMEOUT_MS,
  );
});
