/** POST and GET /api/files over a real socket: streamed both ways, limited on the way, and inert where it is served. */
import { expect, test } from "bun:test";
import { connect } from "node:net";
import { createFileStore } from "../../src/attachments/file-store";
import { Uploaded } from "../../src/shared/api";
import type { FileLimits } from "../../src/shared/config";
import type { Limits } from "../../src/shared/limits";
import { readError } from "../support/app";
import { createDomain, type Domain } from "../support/domain";
import { createFakeClock } from "../support/fake-clock";
import { createPeerHost, type PeerHost } from "../support/peers";
import { createRig, LIMITS, PNG, type Rig } from "./rig";

const TIMEOUT_MS = 20_000;

interface Subject {
  rig: Rig;
  domain: Domain;
  host: PeerHost;
  upload(name: string, body: BodyInit, headers?: Record<string, string>): Promise<Response>;
  get(path: string): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}

async function createSubject(limits: Partial<FileLimits> = {}, http: Partial<Limits> = {}): Promise<Subject> {
  const rig = createRig();
  const files = { fileStore: createFileStore(rig.folder), limits: { ...LIMITS, ...limits } };
  const domain = await createDomain({ clock: createFakeClock(Date.now()), files });
  const host = createPeerHost(domain, { limits: http });
  const authorization = `Bearer ${host.key}`;
  return {
    rig,
    domain,
    host,
    upload: (name, body, headers = {}) =>
      fetch(`${host.url}/api/files?name=${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { authorization, "content-type": "application/octet-stream", ...headers },
        body,
      }),
    get: (path) => fetch(host.url + path, { headers: { authorization } }),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await domain[Symbol.asyncDispose]();
      rig[Symbol.dispose]();
    },
  };
}

async function idOf(response: Response): Promise<string> {
  expect(response.status).toBe(201);
  return Uploaded.parse(await response.json()).file.id;
}

test("what is uploaded comes back byte for byte, and goes with a message to its receiver", async () => {
  await using subject = await createSubject();
  const { domain, host } = subject;
  const claude = await domain.claude();
  const content = crypto.getRandomValues(new Uint8Array(60_000));
  const large = Buffer.concat(Array.from({ length: 100 }, () => content));
  const response = await subject.upload("data.bin", large);
  const { file } = Uploaded.parse(await response.json());
  expect(file).toMatchObject({ name: "data.bin", bytes: large.length, type: "application/octet-stream" });
  const back = await subject.get(`/api/files/${file.id}`);
  expect(back.status).toBe(200);
  expect(back.headers.get("content-length")).toBe(String(large.length));
  expect(Buffer.from(await back.arrayBuffer()).equals(large)).toBe(true);

  const say = (id: string, files: unknown) =>
    fetch(`${host.url}/api/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${host.key}`, "content-type": "application/json" },
      body: JSON.stringify({ id, to: "claude", text: "look", files }),
    });
  expect((await say("m_1", [file.id])).status).toBe(201);
  const [got] = (await claude.next()).attachments ?? [];
  expect(Buffer.from(await Bun.file(got?.path ?? "").arrayBuffer()).equals(large)).toBe(true);
  for (const [id, files, status] of [
    ["m_2", [file.id], 409],
    ["m_3", ["a_none"], 404],
    ["m_4", Array(21).fill(file.id), 400],
    ["m_5", ["../x"], 400],
    ["m_6", file.id, 400],
  ] as const) {
    const refused = await say(id, files);
    expect({ id, status: refused.status }).toEqual({ id, status });
    expect((await readError(refused)).field).toStartWith("files");
  }
});

const SCRIPT = "<script>document.title='run'</script>";
const SERVED: [name: string, content: string | Uint8Array<ArrayBuffer>, type: string][] = [
  ["page.png", Uint8Array.from(PNG), "image/png"],
  ["page.html", `<!doctype html>${SCRIPT}`, "text/plain; charset=utf-8"],
  ["drawing.svg", `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`, "text/plain; charset=utf-8"],
  ["lies.png", `<!doctype html>${SCRIPT}`, "text/plain; charset=utf-8"],
  [
    "page.xhtml",
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`,
    "text/plain; charset=utf-8",
  ],
  ["binary.html", `\0${SCRIPT}`, "application/octet-stream"],
  ["paper.pdf", "%PDF-1.7\n\0", "application/octet-stream"],
];

test.each(SERVED)("%s is served as what it holds, as a download, and may run nothing", async (name, content, type) => {
  await using subject = await createSubject();
  const id = await idOf(await subject.upload(name, content, { "content-type": "application/octet-stream" }));
  const { headers } = await subject.get(`/api/files/${id}`);
  expect(headers.get("content-type")).toBe(type);
  expect(headers.get("content-disposition")).toBe(`attachment; filename="${name}"; filename*=UTF-8''${name}`);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("cache-control")).toBe("no-store");
});

test("names are hostile: none breaks a header, leaves its directory, or is found again by it", async () => {
  await using subject = await createSubject();
  for (const name of ["../../../x", "a\0b", 'q"uo\r\nX-Evil: 1', "‮gnp.exe", "ü".repeat(300), "-rf", "same", "same"]) {
    const response = await subject.upload(name, "x");
    const id = await idOf(response);
    const { headers, status } = await subject.get(`/api/files/${id}`);
    expect(status).toBe(200);
    expect(headers.get("x-evil")).toBeNull();
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''[!-~]*$/);
  }
  expect(subject.rig.copies()).toHaveLength(8);
  for (const path of ["..%2fbridge.db", "..", "%2e%2e", "a_none", "same", `a_${"0".repeat(35)}`, "%00"]) {
    const { status } = await subject.get(`/api/files/${path}`);
    expect({ path, status }).toEqual({ path, status: 404 });
  }
});

test("a request without a name, with an unknown parameter, or of another type is refused", async () => {
  await using subject = await createSubject();
  const { host } = subject;
  const post = (query: string, type: string) =>
    fetch(`${host.url}/api/files${query}`, {
      method: "POST",
      headers: { authorization: `Bearer ${host.key}`, "content-type": type },
      body: "x",
    });
  for (const [query, type, field] of [
    ["", "application/octet-stream", "name"],
    ["?name=", "application/octet-stream", "name"],
    [`?name=${"x".repeat(1001)}`, "application/octet-stream", "name"],
    ["?name=a&path=b", "application/octet-stream", "path"],
    ["?name=a", "application/json", "content-type"],
    ["?name=a", "text/html", "content-type"],
    ["?name=a", "application/octet-streams", "content-type"],
  ] as const) {
    const response = await post(query, type);
    expect({ query, type, status: response.status }).toEqual({ query, type, status: 400 });
    expect((await readError(response)).field).toBe(field);
  }
  expect(subject.rig.copies()).toEqual([]);
});

/** Sends a request's head and then whatever `write` writes; resolves with all that came back once the connection is over. */
function speak({ host }: Subject, head: string, write: (send: (text: string) => boolean) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(host.port, "127.0.0.1");
    let answer = "";
    let over = false;
    const finish = () => {
      over = true;
      resolve(answer);
    };
    socket.on("connect", () => {
      socket.write(
        `POST /api/files?name=x HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nAuthorization: Bearer ${host.key}\r\nContent-Type: application/octet-stream\r\n${head}\r\n\r\n`,
      );
      const pump = () => {
        write((text) => !over && socket.write(text));
      };
      socket.on("drain", pump);
      pump();
    });
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("close", finish);
    // The server closes while we still write.
    socket.on("error", (error) =>
      "code" in error && /EPIPE|ECONNRESET/.test(String(error.code)) ? finish() : reject(error),
    );
  });
}

test(
  "an endless body is cut off at the limit, and nothing of it stays",
  async () => {
    await using subject = await createSubject({ bytes: 1_000_000 });
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    let sent = 0;
    const answer = await speak(subject, "Transfer-Encoding: chunked", (send) => {
      do sent += chunk.length;
      while (send(chunk));
    });
    // Who goes on sending may lose the answer; the connection ends all the same.
    if (answer !== "") expect(answer).toStartWith("HTTP/1.1 413");
    expect(sent).toBeLessThan(300_000_000);
    expect(subject.rig.copies()).toEqual([]);
    // Whoever ends gets it, however much it was.
    for (const bytes of [1_000_001, 30_000_000]) {
      const response = await subject.upload("x", "x".repeat(bytes));
      expect(response.status).toBe(413);
      expect((await readError(response)).message).toContain("CODEX_BRIDGE_MAX_FILE_MB");
    }
    expect(subject.rig.copies()).toEqual([]);
    expect(await idOf(await subject.upload("x", "x".repeat(1_000_000)))).toStartWith("a_");
  },
  TIMEOUT_MS,
);

test(
  "a body that stops in the middle is given up, and one whose connection breaks leaves nothing",
  async () => {
    await using subject = await createSubject({}, { bodyMs: 300 });
    const answer = await speak(subject, "Content-Length: 1000", (send) => send("some"));
    expect(answer).toStartWith("HTTP/1.1 408");
    await new Promise<void>((resolve) => {
      const { port, key } = subject.host;
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(
          `POST /api/files?name=x HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nsome`,
          () => socket.destroy(),
        );
      });
      socket.on("close", () => resolve());
    });
    // It is gone once the server has noticed, at the latest with the body's time.
    await subject.domain.until(() => subject.rig.copies().length === 0);
    expect(await idOf(await subject.upload("x", ""))).toStartWith("a_");
  },
  TIMEOUT_MS,
);

test(
  "four uploads are read at once; the fifth waits, its time begins with its turn, and what is beyond is told to come again",
  async () => {
    await using subject = await createSubject({}, { bodyMs: 1_500 });
    const at = performance.now();
    // In two rounds: the second four have their time after the first four have had theirs.
    const stalled = Array.from({ length: 8 }, () => speak(subject, "Content-Length: 1000", (send) => send("some")));
    const reading = () => subject.rig.copies().length;
    await subject.domain.until(() => reading() === 4);
    let over = 0;
    for (const one of stalled) one.then(() => over++);
    const next = subject.upload("x", "whole").then((response) => ({ response, over }));
    const behind = Array.from({ length: 80 }, () => subject.upload("y", "whole"));
    const answers = await Promise.all(behind);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(answers.length - 55);
    expect(refused[0]?.headers.get("retry-after")).toBe("1");
    expect((await readError(refused[0] as Response)).message).toContain("64 files are arriving");
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(55);
    const { response, over: before } = await next;
    expect({ status: response.status, before: before > 0 }).toEqual({ status: 201, before: true });
    for (const answer of await Promise.all(stalled)) expect(answer).toStartWith("HTTP/1.1 408");
    expect(performance.now() - at).toBeGreaterThan(2 * 1_500 - 100);
  },
  TIMEOUT_MS,
);

test("one that is refused before it is read is read on: its sender gets to hear why", async () => {
  await using subject = await createSubject({ folderBytes: 10 });
  await idOf(await subject.upload("x", "x".repeat(10)));
  const response = await subject.upload("y", "y".repeat(20_000_000));
  expect(response.status).toBe(503);
  expect((await readError(response)).message).toContain("CODEX_BRIDGE_FILES_FOLDER_MB");
  // To the end, or else the connection would break under a sender that reads nothing before it has sent all.
  const { port, key } = subject.host;
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1").pause();
    let heard = "";
    socket.on("data", (data) => {
      heard += data;
      resolve(heard);
    });
    socket.on("error", reject);
    socket.write(
      `POST /api/files?name=x HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/octet-stream\r\nContent-Length: 20000000\r\n\r\n${"x".repeat(20_000_000)}`,
      () => socket.resume(),
    );
  });
  expect(answer).toStartWith("HTTP/1.1 503");
});

test("a file whose content has gone is not found, whatever the database says", async () => {
  await using subject = await createSubject();
  const id = await idOf(await subject.upload("x", "x"));
  createFileStore(subject.rig.folder).remove(id);
  expect((await subject.get(`/api/files/${id}`)).status).toBe(404);
});
