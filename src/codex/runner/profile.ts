/**
 * A profile of the user's: a file of configuration beside config.toml, which the app-server does
 * not read itself.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { EngineError } from "../../core/runs/engine";
import { toMessage } from "../../shared/errors";
import { PROFILE_SUFFIX } from "../contract";

/** What a run says itself, and what marks a repository as trusted. */
const NOT_A_PROFILES = [
  "sandbox_mode",
  "sandbox_workspace_write",
  "approval_policy",
  "default_permissions",
  "projects",
];

/**
 * The profile's configuration, without what decides over permissions. Throws `unknown_profile` or
 * `bad_config`.
 */
export function readProfile(codexHome: string, name: string): Record<string, unknown> {
  const allowed = listProfiles(codexHome);
  // Only a name that was listed becomes a path.
  if (!allowed.includes(name))
    throw new EngineError(
      "unknown_profile",
      `There is no profile ${JSON.stringify(name)} in ${codexHome}. Profiles: ${allowed.join(", ") || "none"}.`,
      { field: "profile", allowed },
    );
  const path = join(codexHome, `${name}${PROFILE_SUFFIX}`);
  try {
    const entries = Object.entries(parse(readFileSync(path, "utf8")));
    return Object.fromEntries(entries.filter(([key]) => !NOT_A_PROFILES.includes(key)));
  } catch (error) {
    throw new EngineError("bad_config", `The profile ${path} cannot be read: ${toMessage(error)}`, {
      field: "profile",
    });
  }
}

function listProfiles(codexHome: string): string[] {
  try {
    const names = readdirSync(codexHome).filter((name) => name.endsWith(PROFILE_SUFFIX));
    return names.map((name) => name.slice(0, -PROFILE_SUFFIX.length)).sort();
  } catch {
    // No home yet: no profiles.
    return [];
  }
}
