/**
 * The daemon that all of the user's Codex sessions share: used where it runs, started only where
 * the user said so.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { shorten } from "../../shared/text";
import { CONTROL_SOCKET, DAEMON_START, DaemonConsent } from "../contract";

/** The first start copies the whole program. */
const START_LIMIT_MS = 120_000;

export interface DaemonDeps {
  codexHome: string;
  /** Whether the user has told setup that it may be started. */
  mayStart: boolean;
  program(): string | null;
  environment: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

export type Daemon = ReturnType<typeof createDaemon>;

export function createDaemon({ codexHome, mayStart, program, environment, signal }: DaemonDeps) {
  /** Why it may not be started; null where it may. */
  function whyNotStart(): string | null {
    if (!mayStart) return "no daemon runs, and the bridge was not told to start one";
    if (program() === null) return "the Codex CLI is not installed";
    return isForbidden(codexHome) ? "config.toml says features.daemon_auto_start = false" : null;
  }

  /** Starts it, or finds it running. Gives why it could not be started, or null. */
  async function start(): Promise<string | null> {
    const why = whyNotStart();
    const path = program();
    if (why !== null || path === null) return why;
    const child = Bun.spawn([path, ...DAEMON_START], {
      cwd: "/",
      env: environment,
      stdin: "ignore",
      stdout: "ignore",
      stderr: "pipe",
      timeout: START_LIMIT_MS,
      signal,
    });
    const [words, exitCode] = await Promise.all([new Response(child.stderr).text(), child.exited]);
    return exitCode === 0 ? null : `the daemon could not be started: ${shorten(words.trim(), 300)}`;
  }

  return { socket: join(codexHome, CONTROL_SOCKET), start };
}

function isForbidden(codexHome: string): boolean {
  let text: string;
  try {
    text = readFileSync(join(codexHome, "config.toml"), "utf8");
  } catch {
    // No configuration, no objection.
    return false;
  }
  try {
    return DaemonConsent.parse(parse(text)).features?.daemon_auto_start === false;
  } catch {
    // Codex does not start with it either: what cannot be read is no consent.
    return true;
  }
}
