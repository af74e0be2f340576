/**
 * What a check of the doctor is. To add one: write a small function in this directory and name it
 * in table.ts.
 */

import type { Status } from "../../shared/api";
import type { Config } from "../../shared/config";
import type { Found } from "../found";
import type { Plan } from "../plan";

export interface Finding {
  state: "ok" | "warn" | "fail";
  /** What was found, and what it means where that is not plain. */
  what: string;
  /** The command or the step that mends it. */
  remedy?: string;
}

export interface CheckDeps {
  config: Config;
  found: Found;
  /** What setup would do now. */
  plan: Plan;
  /** What the running bridge says; null where none runs. */
  status: Status | null;
}

export interface Check {
  id: string;
  category: "programs" | "installation" | "registration" | "storage" | "bridge" | "codex" | "machine";
  title: string;
  run(deps: CheckDeps): Finding | Promise<Finding>;
}

export const ok = (what: string): Finding => ({ state: "ok", what });
export const warn = (what: string, remedy?: string): Finding => ({
  state: "warn",
  what,
  ...(remedy ? { remedy } : {}),
});
export const fail = (what: string, remedy?: string): Finding => ({
  state: "fail",
  what,
  ...(remedy ? { remedy } : {}),
});

export const SETUP = "codex-bridge setup";
export const START_CLAUDE = "start Claude with: codex-bridge claude";
