/** codex-bridge runs: the runs, newest first. */
import * as z from "zod";
import type { Config } from "../../shared/config";
import { isOver, ListedRun } from "../../shared/runs";
import { toLine } from "../../shared/text";
import { callApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES } from "../command";

const Listed = z.object({ runs: z.array(ListedRun) });
const MOST = 1000;

interface RunsOptions {
  all?: boolean;
  json?: boolean;
}

export const addRuns: AddCommand = (program, { run }) => {
  program
    .command("runs")
    .description("list the runs that are not over")
    .option("--all", "those that are over, too")
    .option("--json", "print JSON")
    .addHelpText("after", `\n${EXIT_CODES}\n\nExamples:\n  codex-bridge runs --all`)
    .action((options: RunsOptions) => run((config) => runRuns(config, options)));
};

async function runRuns(config: Config, { all, json }: RunsOptions): Promise<void> {
  const { runs } = await callApi(config, `/api/runs?limit=${MOST}`, Listed);
  const shown = runs.filter(({ state }) => all || !isOver(state));
  if (json) return void process.stdout.write(`${JSON.stringify(shown)}\n`);
  if (shown.length === 0) return void process.stdout.write(`No runs${all ? "" : " are under way"}.\n`);
  for (const { id, state, title } of shown) process.stdout.write(`${id}  ${state.padEnd(11)}  ${toLine(title)}\n`);
}
