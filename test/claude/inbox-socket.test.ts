/** Claude Code's inbox socket from our end: what is written to it, how fast, and what is told where it takes nothing. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BURST,
  createInboxSocket,
  fitsInLine,
  InboxError,
  MAX_LINE_UNITS,
  PACE_MS,
} from "../../src/claude/inbox-socket";
import { systemClock } from "../../src/shared/clock";
import { createFakeClock } from "../support/fake-clock";
import { type FakeInbox, listenAsInbox } from "../support/inbox";

const directory = mkdtempSync(join(tmpdir(), "inbox-test-"));
const path = join(directory, "1.sock");
let inbox: FakeInbox | null = null;

afterEach(() => {
  inbox?.close();
  inbox = null;
  rmSync(path, { force: true });
});

const open = (clock = systemClock) => createInboxSocket({ address: { path, token: "secret" }, clock });

describe("a text", () => {
  test("comes as one line after the token, and nothing else does", async () => {
    inbox = listenAsInbox(path);
    await open().write('two\nlines, "quoted" and <tagged>');
    expect(await inbox.next()).toEqual([
      { type: "auth", token: "secret" },
      { type: "user", message: { role: "user", content: 'two\nlines, "quoted" and <tagged>' } },
    ]);
  });

  test("of nearly a million characters comes whole", async () => {
    inbox = listenAsInbox(path);
    const text = "é".repeat(990_000);
    await open().write(text);
    const [, line] = await inbox.next();
    expect(line).toEqual({ type: "user", message: { role: "user", content: text } });
  });

  test("fits where its line is short enough, which is longer than the text", () => {
    expect(fitsInLine("x".repeat(999_900))).toBe(true);
    expect(fitsInLine("x".repeat(MAX_LINE_UNITS))).toBe(false);
    expect(fitsInLine('"'.repeat(600_000))).toBe(false);
    expect(fitsInLine("\u0001".repeat(200_000))).toBe(false);
  });
});

describe("it is not taken", () => {
  test("where no inbox is there, and the reason names neither path nor token", async () => {
    const error = await open()
      .write("x")
      .catch((error: unknown) => error);
    expect(error).toBeInstanceOf(InboxError);
    expect(String(error)).toBe("Error: the session's inbox is gone");
  });

  test("where the session was killed and left its socket", async () => {
    inbox = listenAsInbox(path, { abandon: true });
    expect(open().write("x")).rejects.toThrow("the session's inbox refuses");
  });

  test("where the session takes nothing for five seconds", async () => {
    inbox = listenAsInbox(path, { deaf: true });
    const clock = createFakeClock();
    const writing = open(clock).write("x".repeat(900_000));
    const failed = writing.catch((error: unknown) => String(error));
    await inbox.connected;
    await clock.advance(10_000);
    expect(await failed).toContain("does not read its inbox");
    expect(clock.pending()).toBe(0);
  });
});

describe("the pace", () => {
  test(`is ${BURST} at once and then one in ${PACE_MS} ms`, async () => {
    inbox = listenAsInbox(path);
    const clock = createFakeClock();
    const socket = open(clock);
    for (let i = 0; i < BURST; i++) await socket.write(`${i}`);
    const order: string[] = [];
    const late = ["a", "b"].map((text) => socket.write(text).then(() => order.push(text)));
    await clock.advance(PACE_MS - 1);
    expect(order).toEqual([]);
    await clock.advance(1);
    await late[0];
    expect(order).toEqual(["a"]);
    await clock.advance(PACE_MS);
    await Promise.all(late);
    expect(order).toEqual(["a", "b"]);
  });

  test("recovers while nothing is written", async () => {
    inbox = listenAsInbox(path);
    const clock = createFakeClock();
    const socket = open(clock);
    for (let i = 0; i < BURST; i++) await socket.write(`${i}`);
    await clock.advance(BURST * PACE_MS);
    for (let i = 0; i < BURST; i++) await socket.write(`again ${i}`);
    const lines = [];
    for (let i = 0; i < 2 * BURST; i++) lines.push(await inbox.next());
    expect(lines.length).toBe(2 * BURST);
  });

  test("ends with its caller", async () => {
    inbox = listenAsInbox(path);
    const clock = createFakeClock();
    const socket = open(clock);
    for (let i = 0; i < BURST; i++) await socket.write(`${i}`);
    const controller = new AbortController();
    const writing = socket.write("never", controller.signal);
    controller.abort(new Error("over"));
    expect(writing).rejects.toThrow("over");
    await writing.catch(() => {});
    expect(clock.pending()).toBe(0);
  });
});
