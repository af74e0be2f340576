#!/usr/bin/env bun
/**
 * Composes a hook of Claude Code: waits for the session's messages, prints them and ends with 2,
 * which wakes Claude.
 */
import { runHookProcess } from "./src/hooks/entry";
import { takeInboxAddress } from "./src/shared/inbox-environment";
import { exemptLoopback } from "./src/shared/loopback/no-proxy";

takeInboxAddress(process.env);
exemptLoopback(process.env);
runHookProcess(process.env).then((code) => process.exit(code));
