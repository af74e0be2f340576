/** A host that can be killed: starts one run, says its thread and turn in a line of JSON, and stays. */
import * as z from "zod";
import { createRunEngine } from "../../src/codex/runner/engine";
import { createLog } from "../../src/shared/log";
import { findTool } from "../support/tools";

const Order = z.object({
  codexHome: z.string(),
  stateDir: z.string(),
  environment: z.record(z.string(), z.string()),
  prefer: z.enum(["daemon", "private"]),
  startDaemon: z.boolean(),
  // Both come from the test's own stage.
  spec: z.custom<Parameters<ReturnType<typeof createRunEngine>["openThread"]>[0]>(),
  turn: z.custom<Parameters<ReturnType<typeof createRunEngine>["startTurn"]>[1]>(),
});

const { spec, turn, ...options } = Order.parse(JSON.parse(process.argv[2] ?? ""));
const engine = createRunEngine({
  ...options,
  program: () => findTool("codex") ?? null,
  log: createLog("owner", "silent"),
});
const { threadId } = await engine.openThread(spec);
const { turnId } = await engine.startTurn(threadId, turn);
console.log(JSON.stringify({ threadId, turnId }));
setInterval(() => {}, 60_000);
