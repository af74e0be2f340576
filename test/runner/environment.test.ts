/** What a Codex that the bridge starts does not get. */
import { expect, test } from "bun:test";
import { toCodexEnvironment } from "../../src/codex/runner/environment";

test("Codex gets the user's environment without what belongs to Claude, to the bridge, or to another session", () => {
  const foreign = {
    CLAUDECODE: "1",
    CLAUDE_CODE_MESSAGING_SOCKET: "/tmp/s",
    CLAUDE_CODE_MESSAGING_TOKEN: "secret",
    CLAUDE_CODE_SESSION_ID: "s",
    ANTHROPIC_API_KEY: "secret",
    AI_AGENT: "claude-code",
    CODEX_BRIDGE_STATE_DIR: "/state",
    CODEX_SANDBOX: "seatbelt",
    CODEX_SANDBOX_NETWORK_DISABLED: "1",
    CODEX_THREAD_ID: "t",
    ABSENT: undefined,
  };
  const own = {
    HOME: "/home/me",
    PATH: "/bin",
    OPENAI_API_KEY: "mine",
    HTTPS_PROXY: "http://proxy",
    CODEX_API_KEY: "k",
  };
  expect(toCodexEnvironment({ ...foreign, ...own, CODEX_HOME: "/old" }, "/home/me/.codex")).toEqual({
    ...own,
    CODEX_HOME: "/home/me/.codex",
  });
});
