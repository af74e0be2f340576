/** codex-bridge serve: runs a host without a Claude session. */

import { createNode } from "../../rpc/node";
import { assertUsable, type Config } from "../../shared/config";
import { createLifecycle } from "../../shared/lifecycle";
import { openLog } from "../../shared/log-file";
import type { AddCommand } from "../command";

export const addServe: AddCommand = (program, { run }) => {
  program
    .command("serve")
    .description("run the bridge without a Claude session, until Ctrl-C")
    .addHelpText(
      "after",
      `
Where a bridge is running already, this one joins it and takes over when it ends.

Example:
  CODEX_BRIDGE_PORT=9000 codex-bridge serve`,
    )
    .action(() => run(runServe));
};

/** Runs the bridge until a signal. Where one runs already, it joins it and waits to take over. */
async function runServe(config: Config): Promise<void> {
  assertUsable(config);
  const log = openLog("serve", config);
  const lifecycle = createLifecycle(log, "user");
  const node = createNode(config, log);
  lifecycle.defer(node.close);
  await node.start();
  await new Promise((resolve) => lifecycle.signal.addEventListener("abort", resolve, { once: true }));
}
