/** codex-bridge open: opens the page of the running bridge in a browser. */

import { readEndpoint } from "../../rpc/endpoint";
import type { Environment } from "../../setup/places";
import { LoginCode } from "../../shared/api";
import { type Config, stateFiles } from "../../shared/config";
import { callApi } from "../bridge-client";
import type { AddCommand } from "../command";

interface OpenOptions {
  /** Only print the address. */
  print?: boolean;
  /** Print a one-time link, even where the page opens without one. */
  login?: boolean;
}

export const addOpen: AddCommand = (program, { env, run }) => {
  program
    .command("open")
    .description("open the page in a browser")
    .option("--print", "only print the address")
    .option("--login", "print a one-time link, for a browser that is not let in")
    .addHelpText(
      "after",
      `
Exit codes: 0 done, 3 no bridge is running.

Examples:
  codex-bridge open
  codex-bridge open --print
  codex-bridge open --login`,
    )
    .action((options: OpenOptions) => run((config) => runOpen(config, env, options)));
};

/**
 * Opens the page. Prints the address where there is no browser, where the page needs a one-time
 * link, and with `print`.
 */
async function runOpen(config: Config, env: Environment, { print, login = false }: OpenOptions): Promise<void> {
  const { code, expiresInMs } = await callApi(config, "/api/login", LoginCode, { always: login });
  // The address comes from our own file, not from the answer.
  const url = readEndpoint(stateFiles(config.stateDir).endpoint)?.url ?? "";
  if (code !== null) {
    // Never pass the code to a browser as an argument: other users can see it there.
    process.stdout.write(`${url}/#login=${code}\n`);
    process.stderr.write(
      `Open this address in your browser. It works once, for ${(expiresInMs ?? 0) / 1000} seconds.\n`,
    );
    return;
  }
  process.stdout.write(`${url}\n`);
  if (print || !process.stdout.isTTY) return;
  const opener = OPENERS[process.platform] ?? ["xdg-open"];
  const program = Bun.which(opener[0] ?? "");
  // A remote terminal has no screen for a browser.
  const hasScreen = process.platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (!program || !hasScreen) {
    process.stderr.write("No browser can be started here: open the address above.\n");
    return;
  }
  // A browser is the user's own program, and needs the user's environment.
  Bun.spawn([program, ...opener.slice(1), url], { env, stdin: "ignore", stdout: "ignore", stderr: "ignore" }).unref();
}

const OPENERS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};
