#!/usr/bin/env bun
/** codex-bridge …: composes the command line; one file a command in src/cli/. */
import { buildProgram } from "./src/cli/program";

await buildProgram(process.env).parseAsync(process.argv);
