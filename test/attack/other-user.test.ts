/** Another local user reads nothing, is given nothing, and can say nothing; the user's own programs can. */
import { beforeAll, expect, test } from "bun:test";
import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PageFrame } from "../../src/shared/api";
import { buildPage } from "../support/browser";
import { createStage, readEndpoint, TIMEOUT_MS } from "../web/stage";
import { curlAsStranger, describeWithStranger, runAsStranger, startStranger } from "./stranger";

const KEY = /[0-9a-f]{64}/;
const bases = (port: string) => [`http://127.0.0.1:${port}`, `http://[::1]:${port}`, `http://localhost:${port}`];

describeWithStranger("another user of this machine", () => {
  beforeAll(buildPage, 60_000);

  test(
    "cannot read or list what the bridge keeps, whatever its modes were before",
    async () => {
      await using stage = await createStage();
      const { stateDir } = stage.world;
      expect((await runAsStranger(["ls", stateDir])).exitCode).not.toBe(0);
      for (const name of readdirSync(stateDir)) {
        const { exitCode, stdout } = await runAsStranger(["cat", join(stateDir, name)]);
        expect({ name, stdout, isRead: exitCode === 0 }).toEqual({ name, stdout: "", isRead: false });
      }
      // A door left ajar, until the next start: the files have locks of their own.
      chmodSync(stateDir, 0o755);
      for (const name of ["token", "endpoint.json", "bridge.db"]) {
        const { exitCode, stdout } = await runAsStranger(["cat", join(stateDir, name)]);
        expect({ name, stdout, isRead: exitCode === 0 }).toEqual({ name, stdout: "", isRead: false });
      }
    },
    TIMEOUT_MS,
  );

  test(
    "gets the page without the key, where the user's own browser gets it with the key",
    async () => {
      await using stage = await createStage();
      const { port } = new URL(stage.url);
      for (const base of bases(port)) {
        const own = await (await fetch(`${base}/`)).text();
        expect(own).toContain(stage.host.key);
        for (const more of [
          [],
          ["-H", "X-Forwarded-For: 127.0.0.1"],
          ["-H", "Sec-Fetch-Mode: navigate", "-H", "Sec-Fetch-Site: none"],
          ["--http0.9"],
          ["--http1.0"],
          ["--interface", "127.0.0.2"],
        ]) {
          const { body } = await curlAsStranger(...more, `${base}/`);
          expect({ base, more, body }).toEqual({ base, more, body: expect.not.stringMatching(KEY) });
        }
        expect((await curlAsStranger(`${base}/`)).status).toBe(200);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "gets no answer of the API and makes no key for himself",
    async () => {
      await using stage = await createStage();
      const requests = [
        ["/api/status"],
        ["/api/messages"],
        ["/api/sessions"],
        [
          "-X",
          "POST",
          "-H",
          "Content-Type: application/json",
          "-d",
          '{"id":"m_x","to":"claude","text":"x"}',
          "/api/messages",
        ],
        ["-X", "POST", "-H", "Content-Type: application/json", "-d", '{"message":"x"}', "/api/questions"],
        ["-X", "POST", "-H", "Content-Type: application/json", "-d", "{}", "/api/token"],
        ["-X", "POST", "-H", "Content-Type: application/json", "-d", '{"always":true}', "/api/login"],
        ["-X", "POST", "-H", "Content-Type: application/json", "-d", "{}", "/login"],
      ];
      for (const request of requests) {
        const path = request.at(-1) ?? "";
        const { status, body } = await curlAsStranger(...request.slice(0, -1), stage.url + path);
        expect({ path, status }).toEqual({ path, status: 401 });
        expect(body).not.toMatch(KEY);
      }
      await stage.claude.call("list_sessions", {});
      expect(stage.claude.messages()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    "opens sockets that tell him nothing, and cannot keep the user from opening his",
    async () => {
      await using stage = await createStage();
      // A guess on each transport; then as many as he gets, all silent.
      await using stranger = startStranger(
        `const [base] = process.argv.slice(2);
         const open = (path) => new Promise((resolve) => {
           const socket = new WebSocket(base + path);
           let said = "";
           socket.onmessage = ({ data }) => { said += data; };
           socket.onopen = () => resolve({ socket, said: () => said, closed: new Promise((done) => { socket.onclose = ({ code }) => done(code); }) });
           socket.onerror = () => resolve(null);
         });
         const guess = await open("/ws");
         guess.socket.send(JSON.stringify({ type: "hello", key: "0".repeat(64) }));
         console.log(JSON.stringify(["page", await guess.closed, guess.said()]));
         const peer = await open("/peer");
         peer.socket.send(JSON.stringify([{ t: "hello", role: "codex", nonce: "0".repeat(64), protocol: 1 }]));
         while (peer.said() === "") await Bun.sleep(5);
         peer.socket.send(JSON.stringify([{ t: "proof", proof: JSON.parse(peer.said())[0].proof }]));
         console.log(JSON.stringify(["peer", await peer.closed, peer.said()]));
         const all = [];
         for (let i = 0; i < 200; i++) all.push(await open(i % 2 ? "/ws" : "/peer"));
         console.log(JSON.stringify(["flood", all.filter(Boolean).length]));
         await Bun.sleep(60_000);`,
        stage.url.replace("http", "ws"),
      );
      expect(JSON.parse(await stranger.line())).toEqual(["page", 4401, ""]);
      const [, code, said] = JSON.parse(await stranger.line());
      expect(code).toBe(4403);
      expect(said).not.toContain("ready");
      const [, opened] = JSON.parse(await stranger.line());
      expect(opened).toBeLessThanOrEqual(2);

      // In the middle of it: a Codex session comes and asks, and a page opens.
      const codex = await stage.world.codex();
      const asked = codex.ask("Is there room?");
      const question = await stage.claude.next();
      await stage.claude.reply("There is.", question.meta.message_id);
      expect((await asked.answer).text).toContain("There is.");
      const page = new WebSocket(`${stage.url.replace("http", "ws")}/ws`);
      page.onopen = () => page.send(JSON.stringify({ type: "hello", key: readEndpoint(stage.world).key }));
      const first = await new Promise((resolve, reject) => {
        page.onmessage = ({ data }) => resolve(PageFrame.parse(JSON.parse(String(data)))[0]?.type);
        page.onclose = reject;
      });
      expect(first).toBe("snapshot");
      page.close();
    },
    TIMEOUT_MS,
  );
});
