#!/usr/bin/env bun
/** codex-bridge …: composes the command line; one file a command in src/cli/. */
import { buildProgram } from "./src/cli/program";
import { exemptLoopback } from "./src/loopback/no-proxy";

exemptLoopback(process.env);
await buildProgram(process.env).parseAsync(process.argv);
