/** What the commands of runs share: asking for one, waiting for it, and how it ends the command. */
import * as z from "zod";
import type { Config } from "../shared/config";
import { isOver, RunView } from "../shared/runs";
import { toLine } from "../shared/text";
import { callApi } from "./bridge-client";
import { EXIT } from "./command";

export const OneRun = z.object({ run: RunView });

/** Below the time that a request may take. */
const SLICE_SECONDS = 3;

export const toRunPath = (run: string): string => `/api/runs/${encodeURIComponent(run)}`;

/** Waits until a run is over, or held; ending the command ends the wait alone. */
export async function waitForRun(config: Config, id: string): Promise<RunView> {
  for (;;) {
    const { run } = await callApi(config, `${toRunPath(id)}?wait_seconds=${SLICE_SECONDS}`, OneRun);
    if (isOver(run.state) || run.state === "held") return run;
  }
}

/** Prints a run's result, or what became of it; only a completed run is a success. */
export function printRun(run: RunView, json: boolean | undefined): void {
  if (run.state !== "completed") process.exitCode = EXIT.failed;
  if (json) return void process.stdout.write(`${JSON.stringify(run)}\n`);
  if (run.result !== null) process.stdout.write(`${run.result}\n`);
  if (run.state !== "completed") process.stderr.write(`codex-bridge: ${describeRun(run)}\n`);
}

export function describeRun({ id, state, why }: Pick<RunView, "id" | "state" | "why">): string {
  return `run ${id} is ${state.replace("_", " ")}${why === null ? "" : `: ${toLine(why)}`}`;
}
