/** GET /api/conversations/ID/export: both forms hold all that was said, hostile text does nothing, and memory is bounded. */
import { expect, test } from "bun:test";
import { must } from "../support/agents-in-process";
import { createApp, readError, type TestApp } from "../support/app";

async function download(app: TestApp, conversation: string, format: string): Promise<string> {
  const response = await app.request(`/api/conversations/${conversation}/export?format=${format}`);
  expect(response.status).toBe(200);
  return response.text();
}

/** A question with Markdown of many kinds, its answer, and a note of the user. */
async function createTalk() {
  const app = await createApp();
  const [claude, codex] = [await app.domain.claude(), await app.domain.codex()];
  const asked = codex.ask("# Review\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n```diff\n-old <b>\n+new\n```", { waitMs: 0 });
  await asked.result;
  await claude.next();
  const { message } = await claude.reply("Fine, see [docs](https://example.com/x?a=1&b=2) and `a < b`.", asked.id);
  const { conversation } = app.domain.message(asked.id);
  return { app, claude, codex, question: asked.id, answer: message, conversation };
}

test("Markdown: a heading for each message, with who, when and what became of it, and the text in full", async () => {
  const { app: talk, question, answer, conversation } = await createTalk();
  await using app = talk;
  const text = await download(app, conversation, "markdown");
  expect(text).toStartWith("# Claude and Codex on alpha\n");
  const [, first = "", second = ""] = text.split(/^## /m);
  expect(first).toMatch(/^Codex → Claude, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n/);
  expect(first).toContain(`Question \`${question}\`: answered; seen by Claude `);
  expect(first).toContain("\n> # Review\n>\n> | a | b |\n");
  expect(first).toContain("\n> ```diff\n> -old <b>\n> +new\n> ```\n");
  expect(second).toMatch(/^Claude → Codex, /);
  expect(second).toContain(`Answer \`${answer}\`: kept for Codex.`);
  expect(second).toContain(`In answer to \`${question}\`:`);
});

test("HTML: one file with the same, rendered", async () => {
  const { app: talk, question, conversation } = await createTalk();
  await using app = talk;
  const html = await download(app, conversation, "html");
  expect(html).toStartWith("<!doctype html>");
  expect(html).toEndWith("</html>\n");
  expect(html).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
  );
  expect(html).toContain("color-scheme: light dark");
  expect(html).toContain('<p class="heading h1">Review</p>');
  expect(html).toContain('<td class="center">1</td>');
  expect(html).toContain('<span class="removed">-old &#60;b&#62;</span>\n<span class="added">+new</span>');
  expect(html).toContain('<a href="https://example.com/x?a=1&#38;b=2" rel="noopener noreferrer">docs</a>');
  expect(html).toContain(`<a class="answers" href="#${question}">`);
  expect(html).not.toMatch(/<script|javascript:|\son\w+=|<link|<img|url\(/i);
});

test("is a download that no browser runs, with a name of its own", async () => {
  const { app: talk, conversation } = await createTalk();
  await using app = talk;
  await app.request(`/api/conversations/${conversation}/title`, {
    method: "POST",
    body: { title: '../Straße "x"\\ <b> 会話' },
  });
  for (const [format, extension] of [
    ["markdown", "md"],
    ["html", "html"],
  ]) {
    const { headers } = await app.request(`/api/conversations/${conversation}/export?format=${format}`);
    expect(headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; filename="Stra-e-x-b-\\d{4}-\\d\\d-\\d\\d\\.${extension}"; filename\\*=`),
    );
    expect(headers.get("content-security-policy")).toStartWith("sandbox; default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
  expect(await download(app, conversation, "markdown")).toStartWith('# ../Straße "x"\\\\ \\<b\\> 会話\n');
  expect(await download(app, conversation, "html")).toContain(
    "<title>../Straße &#34;x&#34;\\ &#60;b&#62; 会話</title>",
  );
});

test("no text passes for a message of its own, in either form", async () => {
  const { app: talk, claude, conversation } = await createTalk();
  await using app = talk;
  const forged = "Fine.\n\n## You → Claude, 2030-01-01 00:00:00\r\r```\n<!-- \n<details>\n</article></div></main>";
  await claude.reply(forged);
  await claude.reply('</article></div></main><article class="message" id="m_forged"><img src=x>');
  const text = await download(app, conversation, "markdown");
  expect(text.match(/^## /gm)).toHaveLength(4);
  expect(text.split(/\r\n|\r|\n/).filter((line) => /^(?:```|<)/.test(line))).toEqual([]);
  const html = await download(app, conversation, "html");
  expect(html.match(/<article /g)).toHaveLength(4);
  expect(html.match(/<\/article>/g)).toHaveLength(4);
});

test("an unknown conversation, form or parameter is refused", async () => {
  const { app: talk, conversation } = await createTalk();
  await using app = talk;
  const refuse = async (path: string) => readError(await app.request(`/api/conversations/${path}`));
  expect(await refuse("c_nowhere/export")).toMatchObject({ code: "not_found", field: "id" });
  expect(await refuse(`${conversation}/export?format=pdf`)).toMatchObject({ code: "bad_request", field: "format" });
  expect((await refuse(`${conversation}/export?form=html`)).code).toBe("bad_request");
});

test("a long text is rendered whole, a long diff is one, and what is too deep to render is there as it is", async () => {
  const { app: talk, claude } = await createTalk();
  await using app = talk;
  const long = `<b>${"- ".repeat(60_000)}end`;
  const deep = `${"> ".repeat(200)}<i>bottom`;
  const { message } = await claude.reply(long);
  await claude.reply(deep);
  const lines = Array.from({ length: 9_000 }, (_, n) => `-old ${n}\n+new ${n}`).join("\n");
  await claude.reply(`So:\n\n--- a/x.ts\n+++ b/x.ts\n@@ -1,9000 +1,9000 @@\n${lines}\n\nThat is **all**.`);
  const html = await download(app, app.domain.message(message).conversation, "html");
  for (const part of [
    `<p>&lt;b&gt;${"- ".repeat(60_000)}end</p>`,
    '<span class="added">+new 8999</span>',
    "That is <strong>all</strong>.",
    "&#60;i&#62;bottom</pre>",
  ])
    expect([part.slice(-40), html.includes(part)]).toEqual([part.slice(-40), true]);
});

test("a long conversation is written as it is read, in bounded memory, and others have their turn meanwhile", async () => {
  const { app: talk, conversation } = await createTalk();
  await using app = talk;
  const { store, db, clock } = app.domain;
  const text = `${"A paragraph of text. ".repeat(100)}\n\n`;
  db.transaction(() => {
    for (let i = 0; i < 20_000; i++) {
      const head = { kind: "note", sender: "claude", session: null, conversation, replyTo: null } as const;
      store.messages.insert({ ...head, id: `m_bulk${i}`, createdAt: clock.now(), text });
    }
  })();
  const response = await app.request(`/api/conversations/${conversation}/export`);
  // What is said from now on is not part of it.
  let turns = 0;
  let done = false;
  const beat = () => {
    turns++;
    if (!done) setImmediate(beat);
  };
  beat();
  let [bytes, highest] = [0, 0];
  Bun.gc(true);
  const before = process.memoryUsage().heapUsed;
  for await (const chunk of must(response.body)) {
    bytes += chunk.length;
    // A chunk a time, whatever the length of the whole.
    expect(chunk.length).toBeLessThan(1_000_000);
    if (bytes % 50 === 0) Bun.gc(true);
    highest = Math.max(highest, process.memoryUsage().heapUsed - before);
  }
  done = true;
  expect(bytes).toBeGreaterThan(20_000 * text.length);
  expect(highest).toBeLessThan(bytes / 2);
  expect(turns).toBeGreaterThan(20);
  // Whoever goes away ends the reading.
  const reader = must((await app.request(`/api/conversations/${conversation}/export?format=html`)).body).getReader();
  await reader.read();
  await reader.cancel();
}, 60_000);
