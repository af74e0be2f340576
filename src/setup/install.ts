/** Setup without its texts: look, plan, apply, look again, prove. `doctor --fix` runs it, too. */

import { join } from "node:path";
import type { Config } from "../shared/config";
import { BridgeError } from "../shared/errors";
import { applySteps } from "./apply";
import { toStrings } from "./codex-config";
import { type Found, find, findUnwritable } from "./found";
import type { Places } from "./places";
import { makePlan, type Plan } from "./plan";
import { type Proof, proveRoundTrip, type Start } from "./proof";
import { type Side, toStart } from "./registration";
import type { Step } from "./steps";

export interface Choice {
  claude: boolean;
  codex: boolean;
  /** False registers the sources. By default, setup registers bundles where it can build them. */
  bundle?: boolean;
}

/** Looks at everything and plans. */
export async function planInstall(
  places: Places,
  config: Config,
  choice: Choice,
): Promise<{ found: Found; plan: Plan }> {
  const found = await find(places, config);
  const canBuild = found.bundleIsFresh || findUnwritable([join(places.root, "dist", "bundle.json")]) === null;
  const bundle = choice.bundle ?? canBuild;
  return { found, plan: makePlan(found, { ...choice, bundle }) };
}

/**
 * Applies a plan. Where the servers cannot be built, it registers the sources, which only start
 * more slowly, and passes the reason to `fallback`.
 */
export async function install(
  { found, plan }: { found: Found; plan: Plan },
  choice: Choice,
  on: { step(step: Step): void; fallback(why: string): void },
): Promise<Plan> {
  const deps = { places: found.places, claude: found.claude.program?.path ?? null };
  const isPreparation = ({ action }: Step) => ["install", "keep-runtime", "bundle"].includes(action.do);
  try {
    await applySteps(plan.steps.filter(isPreparation), deps, on.step);
  } catch (error) {
    const building = plan.steps.some(({ action }) => action.do === "bundle");
    if (!(error instanceof BridgeError) || error.code !== "internal" || !building) throw error;
    on.fallback(error.message);
    const plain = makePlan(found, { ...choice, bundle: false });
    await applySteps(
      plain.steps.filter((step) => !isPreparation(step)),
      deps,
      on.step,
    );
    return plain;
  }
  await applySteps(
    plan.steps.filter((step) => !isPreparation(step)),
    deps,
    on.step,
  );
  return plan;
}

/**
 * Makes the round trip with what is registered now. A side that is not registered is started as it
 * would be.
 */
export async function prove(found: Found, plan: Plan): Promise<Proof> {
  const starts = { claude: findStart("claude", found, plan), codex: findStart("codex", found, plan) };
  return proveRoundTrip(starts, found.places);
}

function findStart(side: Side, { claude, codex, places }: Found, { target }: Plan): Start {
  const entry = side === "claude" ? claude.files?.user : codex.table;
  const command = typeof entry?.command === "string" ? entry.command : null;
  if (command === null) {
    const start = toStart(target, side, places.root);
    return { command: [start.command, ...start.args], env: target.env };
  }
  const env = typeof entry?.env === "object" && entry.env !== null ? Object.entries(entry.env) : [];
  return {
    command: [command, ...toStrings(entry?.args)],
    env: Object.fromEntries(env.filter(([, value]) => typeof value === "string")) as Record<string, string>,
  };
}
