/** Runs the doctor's checks. A check that breaks is a finding, too. */

import type { Status } from "../shared/api";
import type { Config } from "../shared/config";
import { toMessage } from "../shared/errors";
import { type Check, type CheckDeps, type Finding, fail } from "./checks/check";
import { CHECKS } from "./checks/table";
import { planInstall } from "./install";
import type { Places } from "./places";

export interface Result extends Finding {
  id: string;
  category: Check["category"];
  title: string;
  durationMs: number;
}

/**
 * Looks at everything once and runs all checks at the same time. The results have the order of the
 * table.
 */
export async function diagnose(
  places: Places,
  config: Config,
  status: Status | null,
  checks: readonly Check[] = CHECKS,
): Promise<{ results: Result[]; deps: CheckDeps }> {
  const { found, plan } = await planInstall(places, config, { claude: true, codex: true });
  const deps = { config, found, plan, status };
  const results = await Promise.all(
    checks.map(async ({ run, ...check }) => {
      const startedAt = performance.now();
      const finding = await Promise.resolve()
        .then(() => run(deps))
        .catch((error: unknown) => fail(`the check itself failed: ${toMessage(error)}`));
      return { ...check, ...finding, durationMs: Math.round(performance.now() - startedAt) };
    }),
  );
  return { results, deps };
}
