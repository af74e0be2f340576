/** In a real browser: an uploaded image is shown, and nothing that is uploaded can run, however it is opened. */
import { expect, test } from "bun:test";
import { Uploaded } from "../../src/shared/api";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createStage, linked, type Stage, TIMEOUT_MS } from "../web/stage";
import { PNG } from "./rig";

const RUN = "document.documentElement.dataset.ran='yes';if(window.opener)opener.ran='yes'";
const HOSTILE: [name: string, content: string][] = [
  ["page.html", `<!doctype html><body onload="${RUN}"><script>${RUN}</script><img src=x onerror="${RUN}">`],
  ["drawing.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script></svg>`],
  ["page.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><script>${RUN}</script></html>`],
  ["picture.png", `<!doctype html><script>${RUN}</script>`],
  ["binary.html", `\0<!doctype html><script>${RUN}</script>`],
];

async function upload({ url, host }: Stage, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const response = await fetch(`${url}/api/files?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${host.key}`, "content-type": "application/octet-stream" },
    body: content,
  });
  return Uploaded.parse(await response.json()).file.id;
}

describeWithTool(["chromium"], "an uploaded file in a browser", () => {
  const open = useBrowser();

  test(
    "runs nothing when it is opened as the page does it, as a blob",
    async () => {
      await using stage = await createStage();
      await using view = await open(stage.url, { watch: false });
      await linked(view.page);
      for (const [name, content] of HOSTILE) {
        const id = await upload(stage, name, content);
        const seen = await view.page.evaluate(
          async ([path, key]) => {
            const response = await fetch(path, { headers: { authorization: `Bearer ${key}` } });
            const blob = await response.blob();
            const url = URL.createObjectURL(blob);
            // Every way in which a page could draw it.
            const image = new Image();
            const loaded = new Promise<string>((resolve) => {
              image.onload = () => resolve("drawn");
              image.onerror = () => resolve("refused");
            });
            image.src = url;
            const frame = document.createElement("iframe");
            const framed = new Promise((resolve) => {
              frame.onload = resolve;
            });
            frame.src = url;
            document.body.append(image, frame);
            const popup = window.open(url);
            await Promise.race([framed, new Promise((resolve) => setTimeout(resolve, 300))]);
            const ran = [document, frame.contentDocument, popup?.document].map(
              (own) => own?.documentElement?.dataset.ran,
            );
            popup?.close();
            return { type: blob.type, image: await loaded, ran: ran.filter(Boolean), opener: "ran" in window };
          },
          [`/api/files/${id}`, stage.host.key] as const,
        );
        const type = name === "binary.html" ? "application/octet-stream" : "text/plain; charset=utf-8";
        expect({ name, ...seen }).toEqual({ name, type, image: "refused", ran: [], opener: false });
      }
    },
    TIMEOUT_MS,
  );

  test(
    "is a download when its address is opened, even by somebody with the key, and nothing without it",
    async () => {
      await using stage = await createStage();
      await using view = await open(stage.url, { watch: false });
      const { page } = view;
      for (const [name, content] of HOSTILE) {
        const address = `${stage.url}/api/files/${await upload(stage, name, content)}`;
        await page.setExtraHTTPHeaders({});
        expect((await page.goto(address))?.status()).toBe(401);
        await page.setExtraHTTPHeaders({ authorization: `Bearer ${stage.host.key}` });
        const [download] = await Promise.all([page.waitForEvent("download"), page.goto(address).catch(() => null)]);
        expect(download.suggestedFilename()).toStartWith(name.replace(/\.\w+$/, ""));
        expect(await page.evaluate(() => document.documentElement.dataset.ran ?? null)).toBeNull();
      }
    },
    TIMEOUT_MS,
  );

  test(
    "is drawn by the page where it is a picture",
    async () => {
      await using stage = await createStage();
      await using view = await open(stage.url);
      await linked(view.page);
      const id = await upload(stage, "dot.png", Uint8Array.from(PNG));
      const width = await view.page.evaluate(
        async ([path, key]) => {
          const response = await fetch(path, { headers: { authorization: `Bearer ${key}` } });
          const image = new Image();
          image.src = URL.createObjectURL(await response.blob());
          await image.decode();
          return image.naturalWidth;
        },
        [`/api/files/${id}`, stage.host.key] as const,
      );
      expect(width).toBe(1);
    },
    TIMEOUT_MS,
  );
});
