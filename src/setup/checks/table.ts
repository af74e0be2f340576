/**
 * The doctor's checks, in the order in which a person reads them: a thing before what is built on
 * it.
 */
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
  { id: "bun", category: "programs", title: "Bun", run: checkBun },
  { id: "claude", category: "programs", title: "Claude Code", run: (deps) => checkClient("claude", deps) },
  { id: "codex", category: "programs", title: "Codex CLI", run: (deps) => checkClient("codex", deps) },
  { id: "build", category: "installation", title: "This installation", run: checkBuild },
  { id: "settings", category: "installation", title: "Settings", run: checkSettings },
  { id: "start", category: "installation", title: "Server commands", run: checkStart },
  { id: "path", category: "installation", title: "Servers' PATH", run: checkPath },
  { id: "claude-entry", category: "registration", title: "Entry in Claude Code", run: checkClaudeEntry },
  { id: "codex-entry", category: "registration", title: "Entry in Codex", run: checkCodexEntry },
  { id: "doubles", category: "registration", title: "Double entries", run: checkDoubles },
  { id: "hooks", category: "registration", title: "Claude's hooks", run: checkHooks },
  { id: "approvals", category: "registration", title: "Approvals", run: checkApprovals },
  { id: "state", category: "storage", title: "State directory", run: checkStateDirectory },
  { id: "database", category: "storage", title: "Database", run: checkStore },
  { id: "port", category: "bridge", title: "Port", run: checkPort },
  { id: "bridge", category: "bridge", title: "Running bridge", run: checkHost },
  { id: "sessions", category: "bridge", title: "Sessions", run: checkSessions },
  { id: "channels", category: "bridge", title: "Claude's channels", run: checkChannels },
  { id: "daemon", category: "codex", title: "Codex daemon", run: checkDaemon },
  { id: "round-trip", category: "bridge", title: "Round trip", run: checkRoundTrip },
  { id: "clock", category: "machine", title: "Clock", run: checkClock },
  { id: "disk", category: "storage", title: "Disk", run: checkDisk },
];
