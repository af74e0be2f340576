/** All that is looked at before Codex makes or opens a thread, and what it is then given. */
import { EngineError, type ThreadSpec } from "../../core/runs/engine";
import { SERVER_NAME } from "../../setup/registration";
import type { AppServer } from "../app-server";
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

/** Gives the configuration of the thread. Throws an EngineError for what the run's Codex does not offer. */
export async function prepareThread(
  server: AppServer,
  spec: ThreadSpec,
  { codexHome, temporary }: PreparationDeps,
): Promise<Record<string, unknown>> {
  const [{ config }, models] = await Promise.all([
    server.call("config/read", { includeLayers: false, cwd: spec.cwd }),
    listModels(server),
  ]);
  const profile = spec.profile === null ? {} : readProfile(codexHome, spec.profile);
  const said = { model: config.model ?? null, provider: config.model_provider ?? null };
  const defaults = {
    model: toName(profile.model) ?? said.model,
    provider: toName(profile.model_provider) ?? said.provider,
  };
  assertOffered(spec, defaults, models);
  const auth = await readAuth(server);
  if (!auth.loggedIn) throw new EngineError("not_logged_in", "Codex is not logged in. Run: codex login");
  temporary.make(spec.runId);
  return toThreadConfig(spec, {
    profile,
    isRegistered: Object.hasOwn(config.mcp_servers ?? {}, SERVER_NAME),
    temporaryDirectory: temporary.pathOf(spec.runId),
  });
}

const toName = (value: unknown) => (typeof value === "string" ? value : null);
