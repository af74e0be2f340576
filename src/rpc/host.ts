/** Becomes the host of a state directory: lock, database, port, endpoint.json, in this order. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createFileStore } from "../attachments/file-store";
import { createBridge, type HostBridge } from "../core/bridge";
import type { RunEngine } from "../core/runs/engine";
import { type ListenDeps, type Listener, listen } from "../http/server";
import { systemClock } from "../shared/clock";
import { type Config, DEFAULT_PORT, stateFiles } from "../shared/config";
import { PROTOCOL_VERSION } from "../shared/constants";
import { BridgeError } from "../shared/errors";
import { LIMITS } from "../shared/limits";
import type { Log } from "../shared/log";
import { findBranch } from "../shared/project";
import { prepareStateDir } from "../shared/state-dir";
import { VERSION } from "../shared/version";
import { openDatabase } from "../store/open";
import { createStore } from "../store/store";
import { createNonce, readToken, replaceToken } from "./auth";
import { removeEndpoint, writeEndpoint } from "./endpoint";

export interface Host {
  bridge: HostBridge;
  url: string;
  port: number;
  close(): Promise<void>;
}

/** The page as `bun run build` leaves it. */
const PAGE_DIR = join(import.meta.dir, "..", "..", "web", "dist");

/**
 * Starts the host. Throws DatabaseLockedError where another process is the host, or a BridgeError
 * that says in words what is wrong and what to do: a state directory that is not ours, an
 * explicitly set port that is taken.
 */
export async function startHost(config: Config, log: Log, onNewer?: () => boolean): Promise<Host> {
  prepareStateDir(config.stateDir);
  const files = stateFiles(config.stateDir);
  const token = () => readToken(files.token);
  token();
  const store = createStore(openDatabase(files.database));
  let bridge: HostBridge | null = null;
  try {
    const retention = {
      maxAgeMs: config.retentionMs,
      maxBytes: config.maxDatabaseBytes,
      onForget: (ids: string[]) => {
        for (const id of ids) rmSync(join(files.texts, `${id}.md`), { force: true });
      },
    };
    bridge = await createBridge({
      store,
      clock: systemClock,
      log,
      retention,
      loopLimit: config.loopLimit,
      deafMs: config.deafMs,
      branchOf: findBranch,
      limits: LIMITS,
      maxRuns: config.maxRuns,
      openEngine: () => openRunEngine(config, log),
      files: { fileStore: createFileStore(files.files), limits: config.files },
    });
    const tell = (key: string) =>
      writeEndpoint(files.endpoint, { port, pid: process.pid, protocol: PROTOCOL_VERSION, version: VERSION, url, key });
    const rotateToken = () => replaceToken(files.token);
    const listener = listenOn(config, {
      bridge,
      token,
      rotateToken,
      onKey: tell,
      log,
      ...(onNewer ? { onNewer } : {}),
    });
    const { port, url } = listener;
    tell(listener.key());
    log.info(`the bridge is at ${url}`);
    const hosted = bridge;
    return {
      bridge,
      url,
      port,
      async close() {
        hosted.close();
        removeEndpoint(files.endpoint);
        await listener.close();
        await hosted.runs.close();
        // Connections that have just closed still put their sessions away.
        await Promise.resolve();
        store.close();
      },
    };
  } catch (error) {
    bridge?.close();
    store.close();
    throw error;
  }
}

/** The engine is loaded with the first run: most hosts never have one. */
async function openRunEngine(config: Config, log: Log): Promise<RunEngine> {
  const [{ createRunEngine }, { toCodexEnvironment }] = await Promise.all([
    import("../codex/runner/engine"),
    import("../codex/runner/environment"),
  ]);
  const { codexHome, stateDir, environment } = config;
  return createRunEngine({
    ...{ codexHome, stateDir, log },
    environment: toCodexEnvironment(environment, codexHome),
    program: () => Bun.which("codex", { PATH: environment.PATH ?? "" }),
    prefer: "daemon",
    // A daemon that runs is used; else a private app-server: setup has not asked whether one may be
    // started.
    startDaemon: false,
  });
}

/**
 * Listens on the configured port. The default port moves to a free one where it is taken; a chosen
 * one never does.
 */
function listenOn(
  config: Config,
  deps: Pick<ListenDeps, "bridge" | "token" | "rotateToken" | "onKey" | "log" | "onNewer">,
): Listener {
  const { allowedHosts, maxWaitMs, stateDir, uiLogin } = config;
  const start = (port: number) =>
    listen({
      ...deps,
      ...{ port, allowedHosts, limits: LIMITS, maxWaitMs, stateDir, uiLogin },
      createKey: createNonce,
      clock: systemClock,
      pageDir: PAGE_DIR,
    });
  try {
    return start(config.port);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EADDRINUSE" && code !== "EACCES") throw error;
    const why = code === "EACCES" ? "is not allowed to this user" : "is taken by another program";
    if (config.portIsExplicit) {
      throw new BridgeError(
        "unavailable",
        `Port ${config.port} (CODEX_BRIDGE_PORT) ${why}. Free it, or choose another port on both sides.`,
      );
    }
    const listener = start(0);
    deps.log.warn(`port ${DEFAULT_PORT} ${why}; the page is at ${listener.url} instead`);
    return listener;
  }
}
