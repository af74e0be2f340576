#!/usr/bin/env bun
/** Composes a hook of Claude Code: waits for the session's messages, prints them and ends with 2, which wakes Claude. */
import { readPlaces } from "./src/hooks/places";
import { runHook } from "./src/hooks/wait";

runHook({
  places: readPlaces(process.env),
  input: Bun.stdin,
  started: Date.now(),
  entryPoint: process.env.CLAUDE_CODE_ENTRYPOINT,
}).then(async (printed) => {
  if (printed !== null) await Bun.write(Bun.stderr, printed);
  process.exit(printed === null ? 0 : 2);
});
