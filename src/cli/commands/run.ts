/** codex-bridge run: puts Codex to work in the background. */
import { resolve } from "node:path";
import type { Config } from "../../shared/config";
import { readWorkingDirectory } from "../../shared/working-directory";
import { callApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES, UsageError } from "../command";
import { OneRun, printRun, waitForRun } from "../run-api";

interface RunOptions {
  cwd?: string;
  title?: string;
  resume?: string;
  model?: string;
  effort?: string;
  readOnly?: boolean;
  network?: boolean;
  timeout?: string;
  wait?: boolean;
  json?: boolean;
}

export const addRun: AddCommand = (program, { run }) => {
  program
    .command("run")
    .description("put Codex to work in the background, and print the run's id")
    .option("--cwd <directory>", "where it works; without it, here")
    .option("--title <title>", "a short title for lists")
    .option("--resume <run>", "go on on the thread of this run")
    .option("--model <model>", "the model; without it, the configured one")
    .option("--effort <effort>", "the model's reasoning effort")
    .option("--read-only", "let it write nothing")
    .option("--network", "let its commands use the network")
    .option("--timeout <seconds>", "stop it after this time; without it, 1800")
    .option("--wait", "wait for the result and print it")
    .option("--json", "print JSON")
    .argument("<prompt>", 'what Codex is to do; "-" reads it from stdin')
    .addHelpText(
      "after",
      `
The run goes on whatever becomes of this command.

${EXIT_CODES}

Examples:
  codex-bridge run "Fix the failing test in test/a.test.ts."
  codex-bridge run --read-only --wait "Which files read the environment?"`,
    )
    .action((prompt: string, options: RunOptions) => run((config) => runRun(config, prompt, options)));
};

async function runRun(config: Config, prompt: string, options: RunOptions): Promise<void> {
  const { cwd, title, resume, model, effort, readOnly, network, timeout, wait, json } = options;
  const seconds = timeout === undefined ? undefined : Number(timeout);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= 86_400)) {
    throw new UsageError("--timeout: expected 1 to 86400 seconds.");
  }
  const here = readWorkingDirectory({});
  const { run } = await callApi(config, "/api/runs", OneRun, {
    prompt: prompt === "-" ? await Bun.stdin.text() : prompt,
    cwd: cwd === undefined ? here : resolve(here, cwd),
    ...(title === undefined ? {} : { title }),
    ...(resume === undefined ? {} : { resumes: resume }),
    ...(model === undefined ? {} : { model }),
    ...(effort === undefined ? {} : { effort }),
    ...(readOnly ? { sandbox: "read-only" } : {}),
    ...(network ? { network } : {}),
    ...(seconds === undefined ? {} : { timeout_ms: Math.round(seconds * 1000) }),
  });
  if (wait) return printRun(await waitForRun(config, run.id), json);
  process.stdout.write(json ? `${JSON.stringify(run)}\n` : `${run.id}\n`);
}
