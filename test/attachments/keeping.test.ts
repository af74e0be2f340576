/** To which message a file belongs and how long it stays, on a real database and real files. */
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAttach } from "../../src/attachments/attach";
import { createFileStore } from "../../src/attachments/file-store";
import { pathOf } from "../../src/attachments/names";
import { createFiles } from "../../src/core/attachments";
import type { NewAttachment } from "../../src/shared/calls/envelope";
import type { FileLimits } from "../../src/shared/config";
import { createId } from "../../src/shared/ids";
import { createDomain, type Domain, refusal } from "../support/domain";
import { createFakeClock } from "../support/fake-clock";
import { createRig, LIMITS, PNG, type Rig } from "./rig";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A domain that keeps files in a rig's folder; its clock stands at the present, as that of the disk does. */
function createSubject(rig: Rig, limits: Partial<FileLimits> = {}, path?: string): Promise<Domain> {
  const files = { fileStore: createFileStore(rig.folder), limits: { ...LIMITS, ...limits } };
  return createDomain({ clock: createFakeClock(Date.now()), files, ...(path ? { path } : {}) });
}

/** Tidies now, as the domain does by itself from time to time. */
function tidy({ store, clock, log }: Domain, rig: Rig, limits: Partial<FileLimits> = {}): Promise<void> {
  const fileStore = createFileStore(rig.folder);
  return createFiles({ store, clock, steadyTime: clock.now, log, fileStore, limits: { ...LIMITS, ...limits } }).tidy();
}

async function packOne(rig: Rig, name = "notes.md", content: string | Uint8Array = "content"): Promise<NewAttachment> {
  rig.write(`code/project/${name}`, content);
  const [file] = await rig.pack([name]);
  if (!file) throw new Error("nothing was packed");
  return file;
}

const once = async function* (content: string | Uint8Array) {
  yield typeof content === "string" ? new TextEncoder().encode(content) : content;
};

const say = (id: string, files: string[]) => ({ id, to: "claude" as const, text: "look", files });

test("every kind of message carries files to its receiver, and shows them on the page", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  const claude = await domain.claude();
  const codex = await domain.codex();
  const shared = (file: NewAttachment) => {
    const { name, bytes, type } = file;
    return [{ name, bytes, type, path: pathOf(rig.folder, file) }];
  };
  const viewed = (file: NewAttachment) => [{ ...file, removedAt: null }];

  const [a, b, c, d, e] = [
    await packOne(rig, "a.png", PNG),
    await packOne(rig, "b.md"),
    await packOne(rig, "c.md"),
    await packOne(rig, "d.md"),
    await packOne(rig, "e.md"),
  ];
  const asked = codex.ask("see the picture", { files: [a] });
  expect((await claude.next()).attachments).toEqual(shared(a));
  const answered = await claude.reply("see the notes", asked.id, { files: [b] });
  const { batch } = await asked.result;
  expect(batch.items[0]?.attachments).toEqual(shared(b));
  await codex.ack(batch);
  const noted = await claude.api.send({ id: createId("m"), text: "a note", files: [c] });
  const checked = await codex.check().result;
  expect(checked.batch.items.map(({ attachments }) => attachments)).toEqual([shared(c)]);
  await codex.ack(checked.batch);

  const question = createId("q");
  const inquiry = claude.api.askCodex(
    { id: question, text: "and you?", waitMs: 60_000, files: [d] },
    new AbortController().signal,
  );
  await domain.until(() => domain.store.questions.find(question) !== null);
  const seen = await codex.check().result;
  expect(seen.batch.items.map(({ attachments }) => attachments)).toEqual([shared(d)]);
  await codex.ack(seen.batch);
  const answer = {
    id: createId("m"),
    thread: codex.thread,
    text: "so",
    replyTo: question,
    captured: false,
    files: [e],
  };
  await codex.api.answer(answer);
  expect((await inquiry).attachments).toEqual(shared(e));

  for (const [id, file] of [
    [asked.id, a],
    [answered.message, b],
    [noted.message, c],
    [question, d],
    [answer.id, e],
  ] as const)
    expect(domain.message(id).attachments).toEqual(viewed(file));
  // What has none says nothing of it.
  expect("attachments" in (await domain.bridge.console.say({ id: "m_plain", to: "claude", text: "x" }))).toBe(true);
  expect("attachments" in (await claude.next())).toBe(false);
});

test("a question of Codex's that comes instead of an answer brings its files", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  const claude = await domain.claude();
  const codex = await domain.codex();
  await codex.check().result;
  const inquiry = claude.api.askCodex(
    { id: createId("q"), text: "?", waitMs: 60_000, to: codex.thread },
    new AbortController().signal,
  );
  const asked = codex.ask("look first", { files: [await packOne(rig)], waitMs: 0 });
  const result = await inquiry;
  expect(result.status).toBe("asked");
  expect(result.attachments?.map(({ name }) => name)).toEqual(["notes.md"]);
  await asked.result;
});

test("a call that is made again with its id has its files once, and the user's message too", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  const claude = await domain.claude();
  await domain.codex();
  const note = { id: createId("m"), text: "twice", files: [await packOne(rig)] };
  await claude.api.send(note);
  await claude.api.send(note);
  expect(domain.message(note.id).attachments).toHaveLength(1);
  const file = await domain.bridge.console.upload("own.txt", once("mine"));
  await domain.bridge.console.say(say("m_own", [file.id]));
  const again = await domain.bridge.console.say(say("m_own", [file.id]));
  expect(again.attachments).toEqual([{ ...file, removedAt: null }]);
  const [got] = (await claude.next()).attachments ?? [];
  expect(readFileSync(got?.path ?? "", "utf8")).toBe("mine");
});

test("a file belongs to one message: neither agent nor user can name it again, or one that is not there", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  const claude = await domain.claude();
  const codex = await domain.codex();
  const stranger = await domain.claude({ session: "cc_other", project: "beta" });
  await codex.check().result;
  const file = await packOne(rig);
  const upload = await domain.bridge.console.upload("own.txt", once("mine"));
  await claude.api.send({ id: createId("m"), text: "first", files: [file] });
  await domain.bridge.console.say({ ...say("m_first", [upload.id]), session: claude.session });
  const before = domain.bridge.console.snapshot().messages.length;

  const uploaded = { ...upload, type: "text/plain" };
  for (const own of [file, uploaded]) {
    const send = { id: createId("m"), text: "again", to: codex.thread, files: [own] };
    expect(await refusal(stranger.api.send(send))).toMatchObject({ code: "conflict", field: "files" });
    expect(await refusal(codex.ask("again", { files: [own], to: claude.session }).result)).toMatchObject({
      code: "conflict",
    });
    expect(
      await refusal(domain.bridge.console.say({ ...say("m_2", [own.id]), session: claude.session })),
    ).toMatchObject({
      code: "conflict",
      field: "files",
    });
  }
  const fresh = await domain.bridge.console.upload("own.txt", once("mine"));
  for (const [ids, code] of [
    [["a_none"], "not_found"],
    [["../../etc/passwd"], "not_found"],
    [[fresh.id, fresh.id], "bad_request"],
  ] as const)
    expect(
      await refusal(domain.bridge.console.say({ ...say("m_3", [...ids]), session: claude.session })),
    ).toMatchObject({
      code,
      field: "files",
    });
  expect(domain.bridge.console.snapshot().messages).toHaveLength(before);
  expect(domain.store.conversations.among([stranger.session, codex.thread])).toBeNull();
});

test("what is named has to lie where the bridge put it, as it is said to be, before anything is stored", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  const claude = await domain.claude();
  await domain.codex();
  const file = await packOne(rig);
  const path = pathOf(rig.folder, file);
  const refuse = async (own: NewAttachment) => {
    const refused = await refusal(claude.api.send({ id: createId("m"), text: "x", files: [own] }));
    expect(refused).toMatchObject({ code: "bad_request", field: "files" });
    expect(refused.message).not.toContain(rig.folder);
  };
  await refuse({ ...file, id: createId("a") });
  await refuse({ ...file, bytes: file.bytes + 1 });
  await refuse({ ...file, name: "../../bridge.db" });
  await refuse({ ...file, name: "other.md" });
  rmSync(path);
  await refuse(file);
  symlinkSync(rig.write("secret.txt", "content"), path);
  await refuse(file);
  rmSync(join(rig.folder, file.id), { recursive: true });
  mkdirSync(join(rig.home, "elsewhere"));
  writeFileSync(join(rig.home, "elsewhere", "notes.md"), "content");
  symlinkSync(join(rig.home, "elsewhere"), join(rig.folder, file.id));
  await refuse(file);
  rmSync(join(rig.folder, file.id));
  mkdirSync(path, { recursive: true });
  await refuse(file);
  rmSync(path, { recursive: true });
  expect(Bun.spawnSync(["mkfifo", path]).exitCode).toBe(0);
  await refuse({ ...file, bytes: 0 });
  expect(domain.bridge.console.snapshot().messages).toEqual([]);
  expect(domain.store.attachments.find(file.id)).toBeNull();
});

test("a type is what the content shows, not what the sender says", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  const claude = await domain.claude();
  await domain.codex();
  const cases: [content: string | Uint8Array, said: string, type: string][] = [
    ["<svg/>", "image/svg+xml", "application/octet-stream"],
    ["<script>alert(1)</script>", "text/html", "application/octet-stream"],
    ["<script>alert(1)</script>", "image/png", "application/octet-stream"],
    ["text\0", "text/plain", "application/octet-stream"],
    [PNG, "text/plain", "image/png"],
  ];
  for (const [content, type, real] of cases) {
    const file = { ...(await packOne(rig, "x.png", content)), type };
    const { message } = await claude.api.send({ id: createId("m"), text: "x", files: [file] });
    expect(domain.message(message).attachments.map((own) => own.type)).toEqual([real]);
  }
});

test("the host's limits hold for every sender", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig, { bytes: 10, messageBytes: 15 });
  const claude = await domain.claude();
  await domain.codex();
  const [small, other, large] = [await packOne(rig), await packOne(rig), await packOne(rig, "l", "x".repeat(11))];
  for (const files of [[large], [small, other, await packOne(rig)]])
    expect(await refusal(claude.api.send({ id: createId("m"), text: "x", files }))).toMatchObject({
      code: "too_large",
      field: "files",
    });
  await claude.api.send({ id: createId("m"), text: "x", files: [small, other] });
  expect(await refusal(domain.bridge.console.upload("l", once("x".repeat(11))))).toMatchObject({ code: "too_large" });
  const uploads = [];
  for (let i = 0; i < 3; i++) uploads.push((await domain.bridge.console.upload("s", once("content"))).id);
  expect(await refusal(domain.bridge.console.say(say("m_1", uploads)))).toMatchObject({ code: "too_large" });
  expect((await domain.bridge.console.say(say("m_2", uploads.slice(1)))).attachments).toHaveLength(2);
});

test("what no message takes within an hour goes; what is on its way, and what is not ours, stays", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  await domain.claude();
  const { clock, bridge } = domain;
  const age = (id: string, ms: number) => {
    const at = new Date(clock.now() - ms);
    utimesSync(join(rig.folder, id), at, at);
  };
  const [orphan, fresh] = [await packOne(rig), await packOne(rig)];
  const [unused, used] = [await bridge.console.upload("u", once("u")), await bridge.console.upload("v", once("v"))];
  await bridge.console.say(say("m_1", [used.id]));
  mkdirSync(join(rig.folder, "somebody-elses"));
  for (const { id } of [orphan, unused, used]) age(id, 2 * HOUR_MS);

  // By itself, soon after the start.
  await clock.advance(61_000);
  await domain.until(() => !existsSync(join(rig.folder, orphan.id)));
  expect(rig.copies().toSorted()).toEqual([fresh.id, unused.id, used.id, "somebody-elses"].toSorted());
  await clock.advance(HOUR_MS - 62_000);
  await tidy(domain, rig);
  expect(rig.copies()).toContain(unused.id);
  // And from time to time.
  while (existsSync(join(rig.folder, unused.id))) await clock.advance(HOUR_MS / 2);
  await tidy(domain, rig);
  expect(rig.copies().toSorted()).toEqual([used.id, "somebody-elses"].toSorted());
  expect(bridge.console.file(unused.id)).toBeNull();
  expect(await refusal(bridge.console.say(say("m_2", [unused.id])))).toMatchObject({ code: "not_found" });
});

test("files of finished messages go with age; those that nobody has had yet stay", async () => {
  using rig = createRig();
  const limits = { keepMs: 30 * DAY_MS };
  await using domain = await createSubject(rig, limits);
  const claude = await domain.claude();
  const codex = await domain.codex();
  await codex.check().result;
  const [done, waits] = [await packOne(rig), await packOne(rig)];
  const sent = await claude.api.send({ id: createId("m"), text: "had", files: [done] });
  const { batch } = await codex.check().result;
  await codex.ack(batch);
  const kept = await claude.api.send({ id: createId("m"), text: "not had", files: [waits] });

  await domain.clock.advance(29 * DAY_MS);
  await tidy(domain, rig, limits);
  expect(rig.copies()).toHaveLength(2);
  await domain.clock.advance(2 * DAY_MS);
  await tidy(domain, rig, limits);
  expect(rig.copies()).toEqual([waits.id]);
  // The message still says that there was one.
  expect(domain.message(sent.message).attachments).toEqual([{ ...done, removedAt: expect.any(Number) }]);
  expect(domain.message(kept.message).attachments).toEqual([{ ...waits, removedAt: null }]);
  expect(() => domain.bridge.console.file(done.id)).toThrow("no longer kept");
  expect(domain.bridge.console.file(waits.id)?.path).toBe(pathOf(rig.folder, waits));
  const late = await codex.check().result;
  expect(late.batch.items[0]?.attachments).toHaveLength(1);
  await codex.ack(late.batch);
});

test("above the folder's size the oldest finished go, nothing fresh does, and then uploads are refused", async () => {
  using rig = createRig();
  const limits = { folderBytes: 2500, keepMs: Number.POSITIVE_INFINITY };
  await using domain = await createSubject(rig, limits);
  const claude = await domain.claude();
  const codex = await domain.codex();
  await codex.check().result;
  const ids: string[] = [];
  const deliver = async () => {
    const file = await packOne(rig, "k.bin", Buffer.alloc(1000));
    ids.push(file.id);
    await claude.api.send({ id: createId("m"), text: "x", files: [file] });
    await codex.ack((await codex.check().result).batch);
  };
  await deliver();
  await deliver();
  await deliver();
  await domain.clock.advance(HOUR_MS / 2);
  await tidy(domain, rig, limits);
  expect(rig.copies()).toHaveLength(3);
  expect(await refusal(domain.bridge.console.upload("u", once("u")))).toMatchObject({ code: "unavailable" });
  await domain.clock.advance(HOUR_MS);
  await tidy(domain, rig, limits);
  expect(rig.copies().toSorted()).toEqual(ids.slice(1).toSorted());
  // A new one makes room for itself.
  await deliver();
  await domain.until(() => rig.copies().length === 2);
  expect(rig.copies().toSorted()).toEqual(ids.slice(2).toSorted());
  expect(domain.store.attachments.totalBytes()).toBe(2000);
});

test("files go with their message when the history forgets it, and a new host knows what there was", async () => {
  using rig = createRig();
  const path = join(rig.stateDir, "bridge.db");
  const file = await packOne(rig);
  const first = await createSubject(rig, {}, path);
  const claude = await first.claude();
  const codex = await first.codex();
  const sent = await claude.api.send({ id: createId("m"), text: "x", files: [file] });
  await codex.ack((await codex.check().result).batch);
  first.crash();

  await using second = await createSubject(rig, {}, path);
  expect(second.message(sent.message).attachments).toEqual([{ ...file, removedAt: null }]);
  await second.store.commit(() => second.store.retention.forgetMessages(second.clock.now() + 1, 10));
  expect(second.store.attachments.find(file.id)).toBeNull();
  const old = new Date(second.clock.now() - 2 * HOUR_MS);
  utimesSync(join(rig.folder, file.id), old, old);
  await tidy(second, rig);
  expect(rig.copies()).toEqual([]);
});

test("a bridge that keeps no files says so", async () => {
  using rig = createRig();
  await using domain = await createDomain();
  const claude = await domain.claude();
  await domain.codex();
  const file = await packOne(rig);
  for (const call of [
    claude.api.send({ id: createId("m"), text: "x", files: [{ ...file, bytes: 0 }] }),
    domain.bridge.console.upload("x", once("")),
  ])
    expect(await refusal(call)).toMatchObject({ code: "unavailable" });
});

test("an answer that is sent again, since its result was lost with the host, is one answer and keeps its files", async () => {
  using rig = createRig();
  await using domain = await createSubject(rig);
  const claude = await domain.claude();
  const codex = await domain.codex({ thread: "t1", threads: ["t1"] });
  const question = createId("q");
  await claude.api.askCodex({ id: question, text: "what is there?", waitMs: 0 }, new AbortController().signal);
  await codex.ack((await codex.check().result).batch);
  rig.write("code/project/notes.md");
  const attach = createAttach({ cwd: rig.project, stateDir: rig.stateDir, limits: LIMITS, home: rig.home });
  const answer = { id: createId("m"), thread: "t1", text: "see the file", replyTo: question, captured: false };
  const results = await attach(["notes.md"], async (own) => [
    await codex.api.answer({ ...answer, ...own }),
    await codex.api.answer({ ...answer, ...own }),
  ]);
  expect(results.map(({ isFirst }) => isFirst)).toEqual([true, true]);
  const got = await claude.next();
  expect(claude.got.map(({ id }) => id)).toEqual([answer.id]);
  expect(got.attachments?.map(({ path }) => readFileSync(path, "utf8"))).toEqual(["content"]);
});
