/** codex-bridge open: the page of the running bridge, in a browser. */

import { Status } from "../api";
import type { Config } from "../config";
import type { Environment } from "../setup/places";
import { callApi } from "./api";

/** Opens the page; where there is no browser to start, or with `print`, it only says the address. */
export async function runOpen(config: Config, env: Environment, print: boolean): Promise<void> {
  const { host } = await callApi(config, "/api/status", Status);
  process.stdout.write(`${host.url}\n`);
  if (print || !process.stdout.isTTY) return;
  const opener = OPENERS[process.platform] ?? ["xdg-open"];
  const program = Bun.which(opener[0] ?? "");
  // A terminal on another machine has no screen for a browser.
  const hasScreen = process.platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (!program || !hasScreen) {
    process.stderr.write("There is no browser to start here: open the address above.\n");
    return;
  }
  Bun.spawn([program, ...opener.slice(1), host.url], { stdin: "ignore", stdout: "ignore", stderr: "ignore" }).unref();
}

const OPENERS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};
