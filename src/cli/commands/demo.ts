/** codex-bridge demo: two scripted agents on the real bridge, to watch and to join. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import { watchLauncher } from "../../demo/launcher";
import { perform } from "../../demo/performance";
import type { Environment } from "../../setup/places";
import { assertUsable, type Config } from "../../shared/config";
import { BridgeError, toMessage } from "../../shared/errors";
import { createLifecycle } from "../../shared/lifecycle";
import { createLog } from "../../shared/log";
import type { AddCommand } from "../command";
import { createPainter } from "../output";

interface DemoOptions {
  once?: boolean;
  port?: number;
}

export const addDemo: AddCommand = (program, { env, run }) => {
  program
    .command("demo")
    .description("watch two scripted agents talk over the real bridge, and join them")
    .option("--once", "end after one conversation")
    .option("--port <number>", "serve the page on this port and no other", parsePort)
    .addHelpText(
      "after",
      `
The demo has a state directory of its own, and takes another port where 8788 is taken. Ctrl-C ends
it.

Examples:
  codex-bridge demo
  codex-bridge demo --once`,
    )
    .action((options: DemoOptions) => run((config) => runDemo(config, options, isUnderNpx(env))));
};

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("Expected a whole number from 0 to 65535.");
  return port;
}

/** True where npm's runner started us, by way of `bun run`. It does not end what it has started. */
function isUnderNpx(env: Environment): boolean {
  return env.npm_config_user_agent?.startsWith("npm/") ?? false;
}

/**
 * Runs the demo until a signal, or with `once` until its conversation is over. Throws a BridgeError
 * that says what to do.
 */
async function runDemo(config: Config, { once = false, port }: DemoOptions, underNpx: boolean): Promise<void> {
  assertUsable(config);
  const lifecycle = createLifecycle(createLog("codex-bridge demo", "warn"));
  const { signal } = lifecycle;
  if (underNpx) watchLauncher(() => lifecycle.end("npx has gone"));
  process.stdout.on("error", () => lifecycle.end("nobody reads the output"));
  const dir = mkdtempSync(join(tmpdir(), "codex-bridge-demo-"));
  const agents: { stop(): Promise<void> }[] = [];
  let tidied: Promise<void> | null = null;
  const tidy = () => {
    tidied ??= Promise.all(agents.map((agent) => agent.stop())).then(() => {
      rmSync(dir, { recursive: true, force: true });
    });
    return tidied;
  };
  lifecycle.defer(tidy);

  const paint = createPainter(process.stdout.isTTY ?? false, config.noColor);
  try {
    await perform({ config, once, port: port ?? portOf(config), dir, paint, agents, signal });
  } catch (error) {
    // A signal has ended the demo: whatever broke then broke because of it.
    if (signal.aborted) return;
    throw error instanceof BridgeError ? error : new BridgeError("internal", `The demo failed: ${toMessage(error)}`);
  } finally {
    await tidy();
  }
}

/** The port that the environment asks for. A port in config.json is for the user's own bridge. */
function portOf(config: Config): number | null {
  const isAsked = config.settings.some(
    ({ variable, source }) => variable === "CODEX_BRIDGE_PORT" && source === "environment",
  );
  return isAsked ? config.port : null;
}
