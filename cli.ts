#!/usr/bin/env bun
/** codex-bridge …: the command line. Each command has a file in src/cli/commands/. */
import { buildProgram } from "./src/cli/program";
import { takeInboxAddress } from "./src/shared/inbox-environment";
import { exemptLoopback } from "./src/shared/loopback/no-proxy";

// In Claude's own shell it is there, and what a command starts is not to have it.
takeInboxAddress(process.env);
exemptLoopback(process.env);
const program = await buildProgram(process.env, process.argv[2]);
await program.parseAsync(process.argv);
