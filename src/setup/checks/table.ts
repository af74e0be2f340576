/** The doctor's checks, in the order in which a person reads them: a thing before what is built on it. */
import {
  checkHost,
  checkPort,
  checkRoundTrip,
  checkSessions,
  checkSettings,
  checkStateDirectory,
  checkStore,
} from "./bridge";
import type { Check } from "./check";
import { checkChannels, checkHooks } from "./hearing";
import { checkBuild, checkBun, checkClient, checkPath, checkStart } from "./programs";
import { checkApprovals, checkClaudeEntry, checkCodexEntry, checkDoubles } from "./registrations";
import { checkClock, checkDaemon, checkDisk } from "./system";

export const CHECKS: readonly Check[] = [
  { id: "bun", title: "Bun", run: checkBun },
  { id: "claude", title: "Claude Code", run: (deps) => checkClient("claude", deps) },
  { id: "codex", title: "Codex CLI", run: (deps) => checkClient("codex", deps) },
  { id: "build", title: "This installation", run: checkBuild },
  { id: "settings", title: "Settings", run: checkSettings },
  { id: "start", title: "Server commands", run: checkStart },
  { id: "path", title: "Servers' PATH", run: checkPath },
  { id: "claude-entry", title: "Entry in Claude Code", run: checkClaudeEntry },
  { id: "codex-entry", title: "Entry in Codex", run: checkCodexEntry },
  { id: "doubles", title: "Double entries", run: checkDoubles },
  { id: "hooks", title: "Claude's hooks", run: checkHooks },
  { id: "approvals", title: "Approvals", run: checkApprovals },
  { id: "state", title: "State directory", run: checkStateDirectory },
  { id: "database", title: "Database", run: checkStore },
  { id: "port", title: "Port", run: checkPort },
  { id: "bridge", title: "Running bridge", run: checkHost },
  { id: "sessions", title: "Sessions", run: checkSessions },
  { id: "channels", title: "Claude's channels", run: checkChannels },
  { id: "daemon", title: "Codex daemon", run: checkDaemon },
  { id: "round-trip", title: "Round trip", run: checkRoundTrip },
  { id: "clock", title: "Clock", run: checkClock },
  { id: "disk", title: "Disk", run: checkDisk },
];
