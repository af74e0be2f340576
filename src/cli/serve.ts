/** codex-bridge serve: a host with no Claude of its own. */
import { assertUsable, type Config } from "../config";
import { createLifecycle } from "../lifecycle";
import { openLog } from "../log-file";
import { createNode } from "../peer/node";

/** Runs the bridge until a signal. Joins a running one and waits to take over from it. */
export async function runServe(config: Config): Promise<void> {
  assertUsable(config);
  const log = openLog("serve", config);
  const lifecycle = createLifecycle(log);
  const node = createNode(config, log);
  lifecycle.defer(node.close);
  await node.start();
  await new Promise((resolve) => lifecycle.signal.addEventListener("abort", resolve, { once: true }));
}
