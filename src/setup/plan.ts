/** Turns what was found into a plan. It is pure, so that what is shown is what will happen. */
import { BridgeError } from "../shared/errors";
import type { Found } from "./found";
import { toShortPath } from "./places";
import { planClaude } from "./plan-claude";
import { planCodex } from "./plan-codex";
import { isAtLeast } from "./programs";
import { type Side, type Target, toTarget } from "./registration";
import type { Step } from "./steps";

export interface Plan {
  steps: Step[];
  /** What prevents setup. Nothing is changed while there is one. */
  problems: string[];
  /** What a person should know, but setup does not change. */
  notes: string[];
  target: Target;
}

export interface PlanOptions {
  claude: boolean;
  codex: boolean;
  /** False where the build has failed: setup then registers the sources. */
  bundle: boolean;
}

/** The oldest versions that have what the bridge needs. */
export const OLDEST = { claude: "2.1.80", codex: "0.157.0" } as const;

export const INSTALL = {
  claude: "npm install --global @anthropic-ai/claude-code",
  codex: "npm install --global @openai/codex",
} as const;

/**
 * Plans what must change so that both clients start this bridge. There are no steps where nothing
 * must.
 */
export function makePlan(found: Found, options: PlanOptions): Plan {
  const target = toTarget(found.places, found.runtime.path, options.bundle);
  const plan: Plan = { steps: prepare(found, options), problems: [], notes: [], target };
  const missing = (["claude", "codex"] as const).filter((side) => options[side] && found[side].program === null);
  for (const side of missing)
    plan.notes.push(`${NAMES[side]} is not on your PATH. Install it and run setup again: ${INSTALL[side]}`);
  // The next cleaning of the cache would remove servers that are registered from there.
  if (/[/\\](_npx|bunx-[^/]*)[/\\]/.test(found.places.root))
    plan.problems.push(
      "This copy of Codex Bridge lies in a cache, which does not last. Install it for good, and run setup from there: npm install --global codex-bridge",
    );
  const sides = (["claude", "codex"] as const).filter((side) => options[side] && !missing.includes(side));
  if (sides.length === 0)
    plan.problems.push(
      `There is nothing to set up: ${missing.map((side) => `${NAMES[side]} (\`${side}\`)`).join(" and ")} not found on PATH.`,
    );
  for (const side of sides) {
    const { program, problem } = found[side];
    if (!isAtLeast(program?.version ?? null, OLDEST[side]))
      plan.notes.push(
        `${NAMES[side]} ${program?.version} is older than ${OLDEST[side]}, which the bridge is made for: ${ADVICE[side]}`,
      );
    if (problem !== null) plan.problems.push(`${problem} Mend it and run setup again; nothing was changed.`);
    else planSide(side, found, plan);
  }
  return plan;
}

function planSide(side: Side, found: Found, plan: Plan): void {
  try {
    if (side === "claude") planClaude(found, plan);
    else planCodex(found, plan);
  } catch (error) {
    // The file has a form that is not edited here. The problem says what to write by hand.
    if (!(error instanceof BridgeError)) throw error;
    plan.problems.push(error.message);
  }
}

export const NAMES = { claude: "Claude Code", codex: "Codex CLI" } as const;
const ADVICE = {
  claude: "messages reach it only when it looks. Update with: claude update",
  codex: "messages reach it only when it looks. Update with: codex update",
} as const;

function prepare({ places, runtime, bundleIsFresh, missingDependencies }: Found, { bundle }: PlanOptions): Step[] {
  const short = (path: string) => toShortPath(path, places.home);
  const step = { before: null, after: null, replaces: false };
  const steps: Step[] = [];
  if (missingDependencies.length > 0)
    steps.push({
      ...step,
      what: "Install the dependencies",
      why: `missing: ${missingDependencies.join(", ")}`,
      how: `bun install --frozen-lockfile (in ${short(places.root)})`,
      action: { do: "install" },
    });
  if (runtime.keepFrom !== null)
    steps.push({
      ...step,
      what: "Keep this Bun",
      why: "it lies in a cache that does not last, and both clients need it",
      how: `${short(runtime.keepFrom)} → ${short(runtime.path)}`,
      action: { do: "keep-runtime", path: runtime.path, from: runtime.keepFrom },
    });
  if (bundle && !bundleIsFresh)
    steps.push({
      ...step,
      what: "Build the servers",
      why: "one file each starts twice as fast as the sources",
      how: short(`${places.root}/dist`),
      action: { do: "bundle" },
    });
  return steps;
}
