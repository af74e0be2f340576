/** Pages of other origins, in the same browser: they read nothing, send nothing, connect to nothing, frame nothing. */
import { expect, test } from "bun:test";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createStage, startCodex, TIMEOUT_MS, until } from "./stage";

interface Foreign {
  url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A page of somebody else, on another port of the same machine. */
function servePage(html = ""): Foreign {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () =>
      new Response(`<!doctype html><title>foreign</title>${html}`, { headers: { "content-type": "text/html" } }),
  });
  return { url: `http://127.0.0.1:${server.port}/`, [Symbol.asyncDispose]: () => server.stop(true) };
}

const SAY = { id: "m_forged", to: "claude", text: "forged" };

describeWithTool(["chromium"], "a page of another origin", () => {
  const open = useBrowser();

  test(
    "cannot read the page or its credential, nor the API, nor load what belongs to it",
    async () => {
      await using stage = await createStage();
      await using foreign = servePage();
      await using view = await open(foreign.url, { watch: false });
      const { key } = stage.host;
      // All names of the bridge: a page of 127.0.0.1 is even of the same site as one of them.
      for (const base of [
        stage.url,
        stage.url.replace("localhost", "127.0.0.1"),
        stage.url.replace("localhost", "[::1]"),
      ]) {
        const got = await view.page.evaluate(
          async ([base, key]) => {
            const read = async (path: string, init: RequestInit = {}) => {
              try {
                const response = await fetch(base + path, init);
                return `${response.type} ${response.status} ${await response.text()}`;
              } catch (error) {
                return `${(error as Error).name}`;
              }
            };
            const load = (tag: "script" | "img" | "link", path: string) =>
              new Promise<string>((resolve) => {
                const element = document.createElement(tag);
                element.onload = () => resolve(`${tag} loaded`);
                element.onerror = () => resolve("refused");
                if (element instanceof HTMLLinkElement) {
                  element.rel = "stylesheet";
                  element.href = base + path;
                } else element.src = base + path;
                document.head.append(element);
              });
            const authorization = `Bearer ${key}`;
            return {
              page: await read("/"),
              opaque: await read("/", { mode: "no-cors" }),
              credentials: await read("/", { credentials: "include" }),
              history: await read("/api/messages"),
              known: await read("/api/messages", { headers: { authorization } }),
              status: await read("/api/status"),
              script: await load("script", "/"),
              image: await load("img", "/"),
              style: await load("link", "/"),
            };
          },
          [base, key] as const,
        );
        const { opaque, script, image, style, ...read } = got;
        expect(new Set(Object.values(read))).toEqual(new Set(["TypeError"]));
        expect(new Set([script, image, style])).toEqual(new Set(["refused"]));
        // An opaque response carries nothing, where the browser hands one over at all.
        expect(opaque).toMatch(/^(TypeError|opaque 0 )$/);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "cannot say anything to the agents: not with a fetch, not with a form, not knowing the key",
    async () => {
      await using stage = await createStage();
      const codex = await startCodex(stage.world);
      await using foreign = servePage(
        `<form method="post" enctype="text/plain" action="${stage.url}/api/messages"><input name='{"id":"m_forged","to":"claude","text":"forged","x":"' value='"}'></form>`,
      );
      await using view = await open(foreign.url, { watch: false });
      const { page } = view;
      const sent = await page.evaluate(
        async ([base, key, body]) => {
          const types = ["text/plain", "application/x-www-form-urlencoded", "application/json"];
          const results: string[] = [];
          for (const path of ["/api/messages", "/api/questions"]) {
            for (const type of types) {
              for (const authorization of ["", `Bearer ${key}`]) {
                for (const mode of ["cors", "no-cors"] as const) {
                  const headers = { "content-type": type, ...(authorization === "" ? {} : { authorization }) };
                  const init = { method: "POST", mode, headers, body, credentials: "include" as const };
                  await fetch(base + path, init).then(
                    (response) => results.push(`${response.type} ${response.status}`),
                    () => results.push("refused"),
                  );
                }
              }
            }
          }
          results.push(String(navigator.sendBeacon(`${base}/api/messages`, body)));
          return results;
        },
        [stage.url, stage.host.key, JSON.stringify(SAY)] as const,
      );
      expect(sent.filter((result) => !/^(refused|opaque 0|true)$/.test(result))).toEqual([]);
      const [response] = await Promise.all([
        page.waitForResponse((response) => response.request().isNavigationRequest()),
        page.evaluate(() => document.querySelector("form")?.submit()),
      ]);
      expect(response.status()).toBe(403);

      // Whatever comes next comes first: nothing was stored or pushed before it.
      const asked = codex.ask("The first real question.");
      expect((await stage.claude.next()).content).toBe("The first real question.");
      expect(stage.claude.messages()).toHaveLength(1);
      await stage.claude.reply("Yes.");
      await asked.answer;
      await using own = await open(stage.url);
      await own.page.locator("article[data-message-id]").nth(1).waitFor();
      expect(await own.page.getByText("forged").count()).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    "cannot open the page's WebSocket or a peer's",
    async () => {
      await using stage = await createStage();
      await using foreign = servePage();
      await using view = await open(foreign.url, { watch: false });
      const outcomes = await view.page.evaluate(
        ([base, key]) =>
          Promise.all(
            ["/ws", "/peer"].map(
              (path) =>
                new Promise<string>((resolve) => {
                  const socket = new WebSocket(base.replace("http", "ws") + path);
                  socket.onopen = () => socket.send(JSON.stringify({ type: "hello", key }));
                  socket.onmessage = ({ data }) => resolve(`told: ${data}`);
                  socket.onclose = ({ code }) => resolve(`closed ${code}`);
                }),
            ),
          ),
        [stage.url, stage.host.key] as const,
      );
      expect(outcomes).toEqual(["closed 1006", "closed 1006"]);
    },
    TIMEOUT_MS,
  );

  test(
    "cannot frame the page, and a window that it opens is out of its reach",
    async () => {
      await using stage = await createStage();
      await using foreign = servePage(`<iframe src="${stage.url}/"></iframe>`);
      await using view = await open(foreign.url, { watch: false });
      const { page } = view;
      const frame = () => page.frames()[1];
      await until(() => (frame()?.url() ?? "") !== "", "the frame to load or fail");
      expect(frame()?.url()).toMatch(/^chrome-error:/);
      expect(await frame()?.locator("#app").count()).toBe(0);

      const [popup] = await Promise.all([
        page.waitForEvent("popup"),
        page.evaluate((url) => {
          Object.assign(window, { opened: window.open(url) });
        }, stage.url),
      ]);
      // A visit is allowed; the opener has lost it (Cross-Origin-Opener-Policy).
      await popup.locator("#app .composer").waitFor();
      expect(await popup.evaluate(() => window.opener)).toBeNull();
      const isLost = () => page.evaluate(() => (window as unknown as { opened: Window }).opened.closed);
      await until(isLost, "the opener to lose the window");
    },
    TIMEOUT_MS,
  );

  test(
    "a name that was rebound to this machine gets nothing",
    async () => {
      await using stage = await createStage();
      // Chromium resolves every name under localhost to this machine, as a rebound name would be.
      const rebound = stage.url.replace("localhost", "rebound.localhost");
      await using view = await open(rebound, { watch: false });
      const { page } = view;
      const text = await page.locator("body").textContent();
      expect(JSON.parse(text ?? "")).toMatchObject({ error: { code: "forbidden", field: "host" } });
      const socket = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const own = new WebSocket(`ws://${location.host}/ws`);
            own.onopen = () => resolve("open");
            own.onclose = ({ code }) => resolve(`closed ${code}`);
          }),
      );
      expect(socket).not.toBe("open");
    },
    TIMEOUT_MS,
  );
});
