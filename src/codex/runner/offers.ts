/**
 * Models and efforts, checked before a thread starts: Codex takes any name, and fails or ignores it
 * later.
 */
import { EngineError, type ModelOffer } from "../../core/runs/engine";
import type { AppServer } from "../app-server";
import { EFFORTS, OPENAI_PROVIDER } from "../contract";

const MAX_PAGES = 20;

/** All models of Codex's catalogue. */
export async function listModels(server: AppServer): Promise<ModelOffer[]> {
  const models: ModelOffer[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, nextCursor }: Awaited<ReturnType<typeof readPage>> = await readPage(server, cursor);
    for (const { id, isDefault, supportedReasoningEfforts, defaultReasoningEffort } of data) {
      const efforts = supportedReasoningEfforts.map(({ reasoningEffort }) => reasoningEffort);
      models.push({ id, isDefault, efforts, defaultEffort: defaultReasoningEffort ?? null });
    }
    cursor = nextCursor ?? null;
    if (cursor === null) break;
  }
  return models;
}

function readPage(server: AppServer, cursor: string | null) {
  return server.call("model/list", cursor === null ? {} : { cursor });
}

export interface Wish {
  model: string | null;
  effort: string | null;
}

/** What the user's configuration says, where a wish says nothing. */
export interface Defaults {
  model: string | null;
  provider: string | null;
}

/** Throws `unknown_model` or `unknown_effort`, with what is allowed. */
export function assertOffered({ model, effort }: Wish, defaults: Defaults, models: readonly ModelOffer[]): void {
  const name = model ?? defaults.model ?? models.find(({ isDefault }) => isDefault)?.id;
  const offer = models.find(({ id }) => id === name);
  // The catalogue lists OpenAI's models; what another provider has, nobody here knows.
  const isListed = (defaults.provider ?? OPENAI_PROVIDER) === OPENAI_PROVIDER;
  if (model !== null && !offer && isListed && model !== defaults.model) {
    const allowed = models.map(({ id }) => id);
    const message = `Codex offers no model ${JSON.stringify(model)}. Models: ${allowed.join(", ")}.`;
    throw new EngineError("unknown_model", message, { field: "model", allowed });
  }
  const efforts = offer?.efforts ?? EFFORTS;
  if (effort === null || efforts.includes(effort)) return;
  const message = `${name ?? "The model"} knows no effort ${JSON.stringify(effort)}. Efforts: ${efforts.join(", ")}.`;
  throw new EngineError("unknown_effort", message, { field: "effort", allowed: efforts });
}
