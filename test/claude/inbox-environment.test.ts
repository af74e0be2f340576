/** The inbox's address is read once, and belongs to nobody but the session's own child. */
import { describe, expect, test } from "bun:test";
import { ownsInbox, takeInboxAddress } from "../../src/shared/inbox-environment";

const GIVEN = { CLAUDE_CODE_MESSAGING_SOCKET: "/tmp/cc-socks/1.sock", CLAUDE_CODE_MESSAGING_TOKEN: "ab12" };

test("it is taken out of the environment", () => {
  const env: Record<string, string | undefined> = { ...GIVEN, HOME: "/home/x" };
  expect(takeInboxAddress(env)).toEqual({ path: "/tmp/cc-socks/1.sock", token: "ab12" });
  expect(env).toEqual({ HOME: "/home/x" });
  expect(takeInboxAddress(env)).toBeNull();
});

test("half of it is none, and is taken out all the same", () => {
  const env: Record<string, string | undefined> = { CLAUDE_CODE_MESSAGING_SOCKET: "/tmp/cc-socks/1.sock" };
  expect(takeInboxAddress(env)).toBeNull();
  expect(env).toEqual({});
});

describe("the client's own it is with", () => {
  test.each([
    ["claude-code 2.1.228", true],
    ["claude-code 2.1.332", true],
    ["claude-code 2.2.0", true],
    ["claude-code 3.0.0-beta", true],
    ["claude-code 2.1.227", false],
    ["claude-code 2.1.99", false],
    ["claude-code", false],
    ["another-client 9.0.0", false],
    [null, false],
  ])("%p: %p", (client, expected) => expect(ownsInbox(client)).toBe(expected));
});
