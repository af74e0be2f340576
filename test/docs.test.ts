/** README.md, CONTRIBUTING.md and docs/ say what is true: each is held against the program. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { buildProgram } from "../src/cli/program";
import { CLOSE_WRONG_KEY } from "../src/http/admission";
import { Endpoint } from "../src/rpc/endpoint";
import { HostMessage, PeerMessage } from "../src/rpc/messages";
import { PageEvent, Say, Status } from "../src/shared/api";
import { CallName } from "../src/shared/calls/calls";
import { MAX_ATTACHMENTS } from "../src/shared/constants";
import { LIMITS } from "../src/shared/limits";
import { SETTINGS } from "../src/shared/settings";
import {
  ConversationView,
  DeliveryView,
  MessageView,
  Notice,
  OpenQuestion,
  QuestionView,
  SessionView,
} from "../src/shared/views";
import { createWorld, type World } from "./support/agents";
import { createApp } from "./support/app";

const ROOT = join(import.meta.dir, "..");
const PROCESS_LIMIT_MS = 60_000;

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const README = read("README.md");
const CONTRIBUTING = read("CONTRIBUTING.md");
const API = read("docs/api.md");

/** The text below a heading, up to the next one of its level or above. */
function section(text: string, heading: string): string {
  const level = heading.indexOf(" ");
  const start = text.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`no heading ${heading}`);
  const rest = text.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, "m"));
  return end < 0 ? rest : rest.slice(0, end);
}

/** The rows of all tables in a text, as cells, without their heads. */
function rows(text: string): string[][] {
  const isRule = (line: string | undefined) => line !== undefined && /^\|[-|: ]+\|$/.test(line);
  return text
    .split("\n")
    .filter((line, i, lines) => line.startsWith("|") && !isRule(line) && !isRule(lines[i + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

const toWords = (text: string): string => text.replace(/\s+/g, " ").trim();
const DOCUMENTS = readdirSync(join(ROOT, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);
const codes = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "");
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, block]) => block ?? "");

describe("docs/api.md", () => {
  test("has every route of the application, and no other", async () => {
    await using app = await createApp();
    const real = app.routes.map(({ method, pattern }) => `${method} ${pattern.replace(/\{.*\}/, "")}`);
    const told = [...API.matchAll(/^### ((?:GET|POST|PUT|PATCH|DELETE) \/\S*)$/gm)].map(([, route]) => route ?? "");
    expect(told.toSorted()).toEqual([...new Set(real)].toSorted());
  });

  test.each([
    ["### message", [MessageView, DeliveryView, QuestionView]],
    ["### session", [SessionView]],
    ["### conversation", [ConversationView]],
    ["### status", [Status, Status.shape.host, OpenQuestion]],
    ["### POST /api/messages", [Say]],
    ["### POST /api/questions", [Notice]],
    ["## Where it is, and the key", [Endpoint]],
  ])("names every field under %s", (heading, schemas) => {
    const told = codes(section(API, heading));
    const missing = schemas.flatMap((schema) => Object.keys(schema.shape)).filter((field) => !told.includes(field));
    expect(missing).toEqual([]);
  });

  test("names every event of the page's socket with its fields, and every frame and call of /peer", () => {
    const page = rows(section(API, "## The page's socket: /ws"));
    for (const event of PageEvent.def.options) {
      const row = page.find(([type]) => type === `\`${event.shape.type.def.values[0]}\``) ?? [];
      for (const field of Object.keys(event.shape)) if (field !== "type") expect(codes(row[1] ?? "")).toContain(field);
    }
    expect(page.map(([code]) => code)).toContain(String(CLOSE_WRONG_KEY));

    const peer = codes(section(API, "## The socket between the bridge's own processes: /peer"));
    const messages = [...PeerMessage.options, ...HostMessage.options].map(({ shape }) => shape.t.value);
    for (const name of [...messages, ...CallName.options]) expect(peer).toContain(name);
  });

  test(
    "its examples work as they stand",
    async () => {
      await using world = createWorld();
      const claude = await world.claude();
      await claude.call("list_sessions", {});
      const answering = claude
        .next(({ meta }) => meta.kind === "question")
        .then(({ meta }) => claude.reply("Port 8788.", meta.message_id));
      const examples = blocks(API, "sh");
      expect(examples.length).toBeGreaterThan(6);
      const [setUp = "", ...calls] = examples;
      // What the examples for the history read has to be there first.
      const first = calls.findIndex((call) => call.includes("m_'"));
      const order = [calls[first] ?? "", ...calls.toSpliced(first, 1)];
      const script = [setUp, ...order.map((call) => `${call}\necho`)].join("\n");
      const child = Bun.spawn(["sh", "-euc", script], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...world.env },
        stdout: "pipe",
        stderr: "pipe",
      });
      const [output, errors] = await Promise.all([
        new Response(child.stdout).text(),
        new Response(child.stderr).text(),
      ]);
      expect(errors).toBe("");
      expect(await child.exited).toBe(0);
      await answering;
      const answers = output
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
      expect(answers).toHaveLength(calls.length);
      expect(answers.filter((answer) => "error" in answer)).toEqual([]);
      expect(output).toContain("Port 8788.");
    },
    PROCESS_LIMIT_MS,
  );
});

describe("docs/configuration.md", () => {
  const page = read("docs/configuration.md");

  test("describes every setting as it is declared, and no other", () => {
    const told = section(page, "## The settings")
      .split(/^### /m)
      .slice(1)
      .map((text) => text.trim().split("\n\n").map(toWords));
    const real = Object.values(SETTINGS).map(({ name, variable, default: value, type, help }) => [
      name,
      `\`${variable}\` · default ${value === "" ? "none" : `\`${value}\``} · ${type.expected}`,
      help,
    ]);
    expect(told).toEqual(real);
  });

  test("names the limits as they are", () => {
    const told = Object.fromEntries(rows(section(page, "## Limits")).map(([what = "", most = ""]) => [what, most]));
    const mb = (bytes: number) => `${bytes / 1024 / 1024} MB`;
    const count = (value: number) => value.toLocaleString("en");
    expect(told).toMatchObject({
      "the text of one message": mb(LIMITS.messageBytes),
      "the body of a request": `8 times that, ${LIMITS.bodyMs / 1000} seconds`,
      "files of one message": String(MAX_ATTACHMENTS),
      "pages that are open at once": count(LIMITS.pages),
      "connected processes": count(LIMITS.peers),
      "requests of the API being answered at once": count(LIMITS.requests),
      "what a page may leave unread before it is cut off": mb(LIMITS.backlogBytes),
      "open questions of one session": count(LIMITS.openQuestions),
      "messages that wait for one session": count(LIMITS.queuedMessages),
      "refused credentials in one second": String(LIMITS.failuresPerSecond),
    });
  });
});

describe("docs/commands.md", () => {
  test("has every command, and no other", async () => {
    const real = (await buildProgram({})).commands.map((command) => command.name());
    expect(
      rows(read("docs/commands.md"))
        .map(([name = ""]) => name.replaceAll("`", ""))
        .toSorted(),
    ).toEqual(real.toSorted());
    /** `codex-bridge peer` begins a proof of /peer, and is no command. */
    const PROOF_WORD = "peer";
    for (const path of ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...DOCUMENTS]) {
      const named = [...read(path).matchAll(/(?:\bbun cli\.ts|(?<=^|[`/])codex-bridge) ([a-z]+)/gm)];
      for (const [, command = ""] of named) expect([...real, PROOF_WORD], path).toContain(command);
    }
  });
});

describe("docs/tools.md", () => {
  let world: World;
  beforeAll(() => {
    world = createWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test(
    "names every tool with its arguments, and no other",
    async () => {
      const List = z.object({
        tools: z.array(
          z.object({
            name: z.string(),
            inputSchema: z.object({ properties: z.record(z.string(), z.unknown()).optional() }),
          }),
        ),
      });
      const servers = [await world.claude(), await world.codex()];
      const lists = await Promise.all(servers.map(({ client }) => client.request("tools/list", {}).result));
      const real = lists
        .flatMap((list) => List.parse(list).tools)
        .map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties ?? {}).toSorted()]);
      const page = read("docs/tools.md");
      const tables = ["## Claude's tools", "## Codex's tools"].flatMap((heading) => rows(section(page, heading)));
      const told = tables.map(([name = "", given = ""]) => [codes(name)[0], codes(given).toSorted()]);
      expect(told.toSorted()).toEqual(real.toSorted());
    },
    PROCESS_LIMIT_MS,
  );

  test("names limits as they are", () => {
    const files = `${MAX_ATTACHMENTS} a message, ${SETTINGS.maxFileBytes.default} MB each`;
    const limits = Object.fromEntries(rows(section(read("docs/tools.md"), "## Limits")));
    expect(limits.files).toStartWith(files);
    expect(limits["long texts"]).toStartWith(`${LIMITS.messageBytes / 1024 / 1024} MB a message`);
    expect(toWords(read("docs/page.md"))).toContain(files);
    expect(toWords(read("docs/page.md"))).toContain(`after ${SETTINGS.loopLimit.default} exchanges`);
  });
});

describe("README.md", () => {
  test("leads to every document", () => {
    const pages = [...DOCUMENTS, "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    const told = [...section(README, "## Documents").matchAll(/^- (\[.+?\]\(.+?\)): /gm)].map(([, link]) => link);
    expect(told.toSorted()).toEqual(pages.map((path) => `[${path}](${path})`).toSorted());
  });

  test("the two commands are the ones that .ci/run and package.json know", () => {
    expect(blocks(README, "sh").map((block) => block.trim())).toEqual(
      expect.arrayContaining(["npx --yes bun@1.4 run demo", "npx --yes bun@1.4 run test"]),
    );
    expect(read(".ci/run")).toMatch(/^npx --yes bun@1\.4 run test\b/m);
  });
});

describe("all pages", () => {
  const pages = Object.fromEntries(
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...DOCUMENTS].map((path) => [path, read(path)]),
  );

  test.each(Object.entries(pages))("%s: links lead somewhere, and scripts exist", (path, text) => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)];
    for (const [, file = "", anchor = ""] of links) {
      const target = file === "" ? path : join(dirname(path), file);
      expect(existsSync(join(ROOT, target)), target).toBe(true);
      if (anchor !== "") expect(anchorsOf(read(target))).toContain(anchor);
    }
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
    for (const [, script = ""] of text.matchAll(/\bbun(?:@1\.4)? run ([a-z:-]+)/g))
      expect(Object.keys(scripts)).toContain(script);
  });
});

test.each(["README.md", "CHANGELOG.md", "SECURITY.md", ...DOCUMENTS])("%s: prose has at most 100 columns", (path) => {
  const prose = read(path).replace(/^```[\s\S]*?^```$/gm, "");
  const long = prose.split("\n").filter((line) => line.length > 100 && !/^(\||!\[|- \[[^\]]+\]\([^)]+\)$)/.test(line));
  expect(long).toEqual([]);
});

/** Anchors as GitHub makes them from headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = ""]) =>
      `#${heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-")}`,
  );
}

describe("CONTRIBUTING.md", () => {
  const map = toMap(blocks(section(CONTRIBUTING, "## File map"), "")[0] ?? "");
  const sources = [...new Bun.Glob("src/**/*").scanSync({ cwd: ROOT })].sort();

  test("all that the file map names is there", () => {
    expect(map.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test("the file map covers every file in src/: all files of a directory, or the directory as a whole", () => {
    const detailed = new Set(map.filter((path) => !path.endsWith("/")).map((path) => dirname(path)));
    const missing = sources.filter((path) => {
      if (map.includes(path)) return false;
      for (let dir = dirname(path); dir !== "."; dir = dirname(dir)) {
        if (detailed.has(dir)) return true;
        if (map.includes(`${dir}/`)) return false;
      }
      return true;
    });
    expect(missing).toEqual([]);
  });

  test("every directory of tests is described", () => {
    const told = codes(section(CONTRIBUTING, "## Tests"));
    const directories = readdirSync(join(ROOT, "test")).filter((name) =>
      statSync(join(ROOT, "test", name)).isDirectory(),
    );
    const own = directories.filter((name) => name !== "tools").map((name) => `test/${name}/`);
    expect(own.filter((path) => !told.includes(path))).toEqual([]);
    const paths = told.filter((code) => /^test\/\S+$/.test(code));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test("the way of one question names files that are there", () => {
    const way = codes(section(CONTRIBUTING, "## The way of one question"));
    const paths = way.filter((code) => /^[\w/-]+\.ts$/.test(code));
    const names = sources.map((path) => basename(path));
    expect(paths.filter((path) => !sources.includes(path) && !names.includes(path))).toEqual([]);
  });
});

/** The paths of the map: an indented name belongs to the directory above it. */
function toMap(text: string): string[] {
  let directory = "";
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const name = line.trim().split(/\s/)[0] ?? "";
      if (line.startsWith("  ")) return join(directory, name);
      if (name.endsWith("/")) directory = name;
      return name;
    });
}
