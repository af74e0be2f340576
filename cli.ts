#!/usr/bin/env bun
/** codex-bridge …: composes the command line; one file a command in src/cli/. */
import { buildProgram } from "./src/cli/program";
import { takeInboxAddress } from "./src/inbox-environment";
import { exemptLoopback } from "./src/loopback/no-proxy";

// In Claude's own shell it is there, and what a command starts is not to have it.
takeInboxAddress(process.env);
exemptLoopback(process.env);
await buildProgram(process.env).parseAsync(process.argv);
