/**
 * Hostile pages on every kind of foreign origin that comes near the bridge's own, in a real browser. Each tries all that
 * a page can try, knowing the key even: it reads nothing, says nothing, opens nothing and frames nothing.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { type OpenView, useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { createStage, type Stage, TIMEOUT_MS } from "../web/stage";

const REBOUND = "rebound.example";

interface Attacker {
  url: string;
  /** The bridge as this page would call it. */
  targets: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

function serve(hostname: string, port: number, name: string, stage: Stage): Attacker {
  const server = Bun.serve({
    hostname,
    port,
    fetch: () =>
      new Response("<!doctype html><title>hostile</title><body>", { headers: { "content-type": "text/html" } }),
  });
  const { port: own } = new URL(stage.url);
  return {
    url: `http://${name}:${server.port}/`,
    targets: ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${own}`),
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

const ATTACKERS: Record<string, (stage: Stage) => Attacker> = {
  "another port of 127.0.0.1": (stage) => serve("127.0.0.1", 0, "127.0.0.1", stage),
  "another port of localhost": (stage) => serve("127.0.0.1", 0, "localhost", stage),
  "the same port of 127.0.0.2": (stage) => serve("127.0.0.2", Number(new URL(stage.url).port), "127.0.0.2", stage),
  "another port of a name that leads here": (stage) => serve("127.0.0.1", 0, REBOUND, stage),
  // After the rebinding: the page's own origin is the bridge, under a name that is not ours.
  "our own port, under a name that was rebound to us": (stage) => {
    const url = `http://${REBOUND}:${new URL(stage.url).port}`;
    return { url: `${url}/`, targets: [url], [Symbol.asyncDispose]: async () => {} };
  },
};

/** Runs in the hostile page: everything it can do to `base`. Returns what came of it that it could use. */
async function attack(page: Page, base: string, key: string): Promise<string[]> {
  return await page.evaluate(
    async ([base, key]) => {
      const gained: string[] = [];
      const gain = (what: string) => void gained.push(what);
      const say = JSON.stringify({ id: "m_forged", to: "claude", text: "forged" });
      const bearer = { authorization: `Bearer ${key}` };
      // Cookies do not know ports: this one goes to every program on the same name.
      // biome-ignore lint/suspicious/noDocumentCookie: as an attacker would
      document.cookie = `key=${key}; path=/`;
      // biome-ignore lint/suspicious/noDocumentCookie: as an attacker would
      document.cookie = `authorization=Bearer ${key}; path=/`;

      const paths = ["/", "/api/status", "/api/messages", "/api/sessions", "/login", "/api/login", "/api/token"];
      const modes = location.origin === base ? (["same-origin"] as const) : (["cors", "no-cors"] as const);
      const call = async (path: string, init: RequestInit) => {
        const response = await fetch(base + path, { ...init, credentials: "include" }).catch(() => null);
        const text = (await response?.text()) ?? "";
        if (response?.ok || text.includes(key))
          gain(`${init.method} ${path} ${init.mode}: ${response?.status} ${text}`);
      };
      const calls = paths.flatMap((path) =>
        modes.flatMap((mode) =>
          [{}, bearer, { ...bearer, "content-type": "application/json" }].flatMap((headers) => [
            call(path, { method: "GET", mode, headers }),
            call(path, { method: "POST", mode, headers, body: path === "/api/messages" ? say : "{}" }),
          ]),
        ),
      );
      await Promise.all(calls);
      const load = (tag: string, set: (element: Record<string, unknown>) => void) =>
        new Promise<void>((resolve) => {
          const element = document.createElement(tag);
          element.onload = () => {
            gain(`${tag} loaded`);
            resolve();
          };
          element.onerror = () => resolve();
          set(element as unknown as Record<string, unknown>);
          document.body.append(element);
        });
      const loads = ["/", "/api/status"].flatMap((path) => [
        load("script", (element) => Object.assign(element, { src: base + path })),
        load("script", (element) => Object.assign(element, { type: "module", src: base + path })),
        load("img", (element) => Object.assign(element, { src: base + path })),
        load("link", (element) => Object.assign(element, { rel: "stylesheet", href: base + path })),
        load("video", (element) => Object.assign(element, { src: base + path })),
      ]);
      await Promise.all(loads);
      const socket = (path: string, first: string) =>
        new Promise<void>((resolve) => {
          const opened = new WebSocket(base.replace("http", "ws") + path);
          opened.onopen = () => {
            gain(`${path} opened`);
            opened.send(first);
            // Long enough for an answer.
            setTimeout(() => opened.close(), 500);
          };
          opened.onmessage = ({ data }) => gain(`${path} told: ${data}`);
          opened.onclose = () => resolve();
        });
      await socket("/ws", JSON.stringify({ type: "hello", key }));
      await socket("/peer", JSON.stringify([{ t: "hello", role: "codex", nonce: key, protocol: 1 }]));
      await new Promise<void>((resolve) => {
        const events = new EventSource(`${base}/api/status`, { withCredentials: true });
        events.onopen = () => gain("EventSource opened");
        events.onerror = () => {
          events.close();
          resolve();
        };
      });
      navigator.sendBeacon(`${base}/api/messages`, say);
      navigator.sendBeacon(`${base}/api/messages`, new Blob([say], { type: "text/plain" }));
      return gained;
    },
    [base, key] as const,
  );
}

/** Frames of the bridge in the hostile page show the browser's own error, and hold nothing of ours. */
async function frame(page: Page, base: string): Promise<string[]> {
  await page.evaluate((base) => {
    for (const tag of ["iframe", "embed", "object"]) {
      const element = document.createElement(tag);
      Object.assign(element, { src: `${base}/`, data: `${base}/`, type: "text/html" });
      document.body.append(element);
    }
  }, base);
  await page.waitForLoadState("networkidle");
  const shown: string[] = [];
  for (const own of page.frames().slice(1)) {
    if ((await own.locator("#app").count()) > 0 || (await own.locator("meta[name=codex-bridge-key]").count()) > 0)
      shown.push(own.url());
  }
  return shown;
}

/** A form that is sent from the hostile page, with each type that a form can have; the status of the answers. */
async function submit(open: OpenView, url: string, base: string): Promise<number[]> {
  const statuses: number[] = [];
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    await using view = await open(url, { watch: false });
    const { page } = view;
    const [response] = await Promise.all([
      page.waitForResponse((own) => own.request().isNavigationRequest() && own.request().method() === "POST"),
      page.evaluate(
        ([base, type]) => {
          const form = document.createElement("form");
          Object.assign(form, { method: "post", enctype: type, action: `${base}/api/messages` });
          const input = document.createElement("input");
          Object.assign(input, { name: '{"id":"m_forged","to":"claude","text":"forged","x":"', value: '"}' });
          form.append(input);
          document.body.append(form);
          form.submit();
        },
        [base, type] as const,
      ),
    ]);
    statuses.push(response.status());
  }
  return statuses;
}

describeWithTool(["chromium"], "a hostile page", () => {
  const open = useBrowser([`--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`]);

  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  }, TIMEOUT_MS);
  afterAll(() => stage[Symbol.asyncDispose]());

  test.each(Object.entries(ATTACKERS))(
    "on %s gains nothing",
    async (_, make) => {
      await using attacker = make(stage);
      for (const base of attacker.targets) {
        await using view = await open(attacker.url, { watch: false });
        expect({ base, gained: await attack(view.page, base, stage.host.key) }).toEqual({ base, gained: [] });
        expect({ base, shown: await frame(view.page, base) }).toEqual({ base, shown: [] });
      }
    },
    2 * TIMEOUT_MS,
  );

  test.each(["another port of 127.0.0.1", "the same port of 127.0.0.2"])(
    "on %s sends forms in vain",
    async (where) => {
      const make = ATTACKERS[where];
      if (!make) throw new Error(`no attacker on ${where}`);
      await using attacker = make(stage);
      for (const base of attacker.targets.slice(0, 2))
        expect(await submit(open, attacker.url, base)).toEqual([403, 403, 403]);
    },
    TIMEOUT_MS,
  );

  test(
    "has said nothing: what Claude gets is the first real question",
    async () => {
      const codex = await stage.world.codex();
      const asked = codex.ask("the first real question");
      expect((await stage.claude.next()).content).toBe("the first real question");
      await stage.claude.reply("yes");
      await asked.answer;
      expect(stage.claude.messages()).toHaveLength(1);
    },
    TIMEOUT_MS,
  );
});
