/** All that is looked at before Codex makes or opens a thread, and what it is then given. */
import { EngineError, type ThreadSpec } from "../../core/runs/engine";
import { SERVER_NAME } from "../../setup/registration";
import { type AppServer, AppServerError } from "../app-server";
import { isPassing } from "./failures";
import { assertDirectory } from "./files";
import { assertOffered, listModels } from "./offers";
import { readProfile } from "./profile";
import { readAuth } from "./status";
import type { TemporaryDirectories } from "./temporary";
import { toThreadConfig } from "./thread-params";

export interface PreparationDeps {
  codexHome: string;
  temporary: TemporaryDirectories;
}

/** Throws an EngineError for what needs no app-server to be known as wrong. */
export function assertPossible(spec: ThreadSpec): void {
  assertDirectory(spec.cwd);
  if (spec.isolation === "inherit") return;
  throw new EngineError(
    "unsupported_isolation",
    `Codex's app-server cannot run with ${spec.isolation}. Use inherit, or codex exec in a terminal.`,
    { field: "isolation", allowed: ["inherit"] },
  );
}

/**
 * Gives the configuration of the thread. Throws an EngineError for what the run's Codex does not
 * offer.
 */
export async function prepareThread(
  server: AppServer,
  spec: ThreadSpec,
  { codexHome, temporary }: PreparationDeps,
): Promise<Record<string, unknown>> {
  const [{ config }, models, auth] = await Promise.all([
    readConfig(server, spec),
    listModels(server),
    readAuth(server),
  ]);
  const profile = spec.profile === null ? {} : readProfile(codexHome, spec.profile);
  assertOffered(
    spec,
    {
      model: toName(profile.model) ?? config.model ?? null,
      provider: toName(profile.model_provider) ?? config.model_provider ?? null,
    },
    models,
  );
  if (!auth.loggedIn) throw new EngineError("not_logged_in", "Codex is not logged in. Run: codex login");
  temporary.make(spec.runId);
  return toThreadConfig(spec, {
    profile,
    isRegistered: isRegistered(config.mcp_servers),
    temporaryDirectory: temporary.pathOf(spec.runId),
  });
}

/**
 * The configuration of a thread that runs already. What is no longer there does not keep it from
 * being found.
 */
export async function recallThread(
  server: AppServer,
  spec: ThreadSpec,
  { codexHome, temporary }: PreparationDeps,
): Promise<Record<string, unknown>> {
  const servers = await readConfig(server, spec).then(
    ({ config }) => config.mcp_servers,
    (error) => {
      // Its directory may have gone.
      if (error instanceof AppServerError && !isPassing(error)) return null;
      throw error;
    },
  );
  return toThreadConfig(spec, {
    profile: recallProfile(codexHome, spec.profile),
    isRegistered: isRegistered(servers),
    temporaryDirectory: temporary.pathOf(spec.runId),
  });
}

function recallProfile(codexHome: string, name: string | null): Record<string, unknown> {
  try {
    return name === null ? {} : readProfile(codexHome, name);
  } catch (error) {
    if (error instanceof EngineError) return {};
    throw error;
  }
}

function readConfig(server: AppServer, { cwd }: ThreadSpec) {
  return server.call("config/read", { includeLayers: false, cwd });
}

const isRegistered = (servers: Record<string, unknown> | null | undefined) => Object.hasOwn(servers ?? {}, SERVER_NAME);

const toName = (value: unknown) => (typeof value === "string" ? value : null);
