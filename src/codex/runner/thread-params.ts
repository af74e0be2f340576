/** A run's wishes as the app-server's parameters. */
import type { Sandbox, ThreadSpec, TurnSpec } from "../../core/runs/engine";
import { SERVER_NAME } from "../../setup/registration";
import { RUN_SOURCE } from "../contract";

export interface ThreadSurroundings {
  /** The profile's configuration; empty without one. */
  profile: Readonly<Record<string, unknown>>;
  /** Whether our MCP server stands in config.toml: only there may single keys of it be set. */
  isRegistered: boolean;
  /** The run's own, in place of the one that all programs share. */
  temporaryDirectory: string;
}

/**
 * The configuration of a run's thread, which Codex forgets: it goes with every start and every
 * resume. A recovery turn runs without it.
 */
export function toThreadConfig(spec: ThreadSpec, around: ThreadSurroundings): Record<string, unknown> {
  const given = Object.entries({ ...around.profile, ...spec.config });
  const kept = given.filter(([key]) => !key.startsWith(`mcp_servers.${SERVER_NAME}`));
  return {
    ...merge(Object.fromEntries(kept), {
      mcp_servers: spec.talk ? {} : { [SERVER_NAME]: { command: "true", enabled: false } },
      shell_environment_policy: { set: { TMPDIR: around.temporaryDirectory } },
    }),
    ...(spec.talk && around.isRegistered ? { [`mcp_servers.${SERVER_NAME}.env.CODEX_BRIDGE_RUN`]: spec.runId } : {}),
    ...(spec.effort === null ? {} : { model_reasoning_effort: spec.effort }),
  };
}

/**
 * The parameters of `thread/start`. The sandbox is read-only whatever the run may do: with a
 * writing one, Codex marks the repository as trusted in the user's config.toml, for ever. The turn
 * widens it.
 */
export function toThreadStart(spec: ThreadSpec, config: Record<string, unknown>): Record<string, unknown> {
  return {
    ...toThreadResume(spec, config),
    sandbox: "read-only",
    approvalPolicy: "never",
    threadSource: RUN_SOURCE,
  };
}

/** What may change when a thread is opened again. */
export function toThreadResume(spec: ThreadSpec, config: Record<string, unknown>): Record<string, unknown> {
  return {
    cwd: spec.cwd,
    config,
    ...(spec.model === null ? {} : { model: spec.model }),
    ...(spec.developerInstructions === null ? {} : { developerInstructions: spec.developerInstructions }),
  };
}

/** The parameters of `turn/start`. */
export function toTurnStart(
  threadId: string,
  spec: TurnSpec,
  { model, effort }: Pick<ThreadSpec, "model" | "effort">,
  temporaryDirectory: string,
): Record<string, unknown> {
  return {
    threadId,
    input: [
      { type: "text", text: spec.prompt, text_elements: [] },
      ...spec.images.map((path) => ({ type: "localImage", path })),
    ],
    clientUserMessageId: spec.clientUserMessageId,
    turnTrigger: RUN_SOURCE,
    approvalPolicy: spec.approvalPolicy,
    sandboxPolicy: toSandboxPolicy(spec.sandbox, spec, temporaryDirectory),
    ...(model === null ? {} : { model }),
    ...(effort === null ? {} : { effort }),
    ...(spec.outputSchema === null ? {} : { outputSchema: spec.outputSchema }),
  };
}

/** /tmp and TMPDIR are excluded: other programs' sockets lie there. */
function toSandboxPolicy(kind: Sandbox, spec: TurnSpec, temporaryDirectory: string): Record<string, unknown> {
  if (kind === "danger-full-access") return { type: "dangerFullAccess" };
  if (kind === "read-only") return { type: "readOnly", networkAccess: spec.network };
  return {
    type: "workspaceWrite",
    writableRoots: [...spec.writableRoots, temporaryDirectory],
    networkAccess: spec.network,
    excludeTmpdirEnvVar: true,
    excludeSlashTmp: true,
  };
}

type Table = Record<string, unknown>;

/** `over` wins; tables are merged. */
function merge(under: Table, over: Table): Table {
  const merged: Table = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const present = merged[key];
    merged[key] = isTable(present) && isTable(value) ? merge(present, value) : value;
  }
  return merged;
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
