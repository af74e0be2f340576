/** codex-bridge cancel: stops a run. */
import { callApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES } from "../command";
import { describeRun, OneRun, toRunPath } from "../run-api";

/** Codex stops within this, or the command says that it is being stopped. */
const STOP_SECONDS = 3;

export const addCancel: AddCommand = (program, { run }) => {
  program
    .command("cancel")
    .description("stop a run, with the command that it has open")
    .argument("<run>", "the run's id")
    .option("--json", "print JSON")
    .addHelpText("after", `\n${EXIT_CODES}\n\nExamples:\n  codex-bridge cancel r_0123456789`)
    .action((id: string, { json }: { json?: boolean }) =>
      run(async (config) => {
        await callApi(config, `${toRunPath(id)}/cancel`, OneRun, {});
        const { run: ended } = await callApi(config, `${toRunPath(id)}?wait_seconds=${STOP_SECONDS}`, OneRun);
        process.stdout.write(json ? `${JSON.stringify(ended)}\n` : `${describeRun(ended)}\n`);
      }),
    );
};
