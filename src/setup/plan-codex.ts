/** What setup changes at Codex: one table of config.toml. */
import { existsSync } from "node:fs";
import { TABLE_PATH, toCodexTable, toStrings } from "./codex-config";
import { type Found, findUnwritable } from "./found";
import { toShortPath } from "./places";
import type { Plan } from "./plan";
import { describeOrigin, findOrigin, SERVER_NAME } from "./registration";
import { renderTable, setTable } from "./toml-edit";

/**
 * Adds Codex's step to the plan. `codex mcp add` would rewrite the whole file and lose comments
 * (0.169.0).
 */
export function planCodex({ places, codex, maxWaitMs }: Found, plan: Plan): void {
  const { config, home, homeIsExplicit } = places.codex;
  if (homeIsExplicit && !existsSync(home)) {
    plan.problems.push(
      `CODEX_HOME names ${home}, which does not exist, and Codex does not start then. Make it or unset CODEX_HOME.`,
    );
    return;
  }
  const before = codex.table;
  const wanted = toCodexTable(before, plan.target, places.root, maxWaitMs);
  if (before !== null && Bun.deepEquals(before, wanted, true)) return;
  const blocked = findUnwritable([config]);
  const shown = renderTable(TABLE_PATH, wanted);
  if (blocked) {
    plan.problems.push(`${blocked}. Then run setup again; nothing was changed. By hand, add:\n${shown}`);
    return;
  }
  const origin = before === null ? null : describeOrigin({ args: toStrings(before.args) }, places.root);
  const text = codex.text ?? "";
  plan.steps.push({
    what: before === null ? "Register the bridge with Codex" : `Change the entry "${SERVER_NAME}" of Codex`,
    why: origin === null ? "so that every Codex session starts it" : `the present one is ${origin} and differs`,
    how: `${toShortPath(config, places.home)} (comments and order stay; a copy is kept)`,
    before: before && renderTable(TABLE_PATH, before).trimEnd(),
    after: shown.trimEnd(),
    replaces: before !== null && findOrigin({ args: toStrings(before.args) }, places.root) !== "this",
    action: {
      do: "write",
      path: config,
      before: codex.text,
      after: setTable(text, TABLE_PATH, wanted, config),
      part: { kind: "table", before: before && renderTable(TABLE_PATH, before), after: shown },
    },
  });
}
