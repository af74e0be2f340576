/** codex-bridge wait: waits for a run's end and prints its result. */
import { type AddCommand, EXIT_CODES } from "../command";
import { printRun, waitForRun } from "../run-api";

export const addWait: AddCommand = (program, { run }) => {
  program
    .command("wait")
    .description("wait for a run, and print its result")
    .argument("<run>", "the run's id")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
Ending this command does not end the run. A run that you have paused is not waited for. Only a
completed run gives exit code 0.

${EXIT_CODES}

Examples:
  codex-bridge wait "$(codex-bridge run "Count the files.")"`,
    )
    .action((id: string, { json }: { json?: boolean }) =>
      run(async (config) => printRun(await waitForRun(config, id), json)),
    );
};
