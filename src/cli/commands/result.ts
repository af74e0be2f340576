/** codex-bridge result: what a finished run has said. */
import { BridgeError } from "../../shared/errors";
import { isOver } from "../../shared/runs";
import { callApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES } from "../command";
import { describeRun, OneRun, printRun, toRunPath } from "../run-api";

export const addResult: AddCommand = (program, { run }) => {
  program
    .command("result")
    .description("print the result of a run that is over")
    .argument("<run>", "the run's id")
    .option("--json", "print JSON")
    .addHelpText("after", `\n${EXIT_CODES}\n\nExamples:\n  codex-bridge result r_0123456789`)
    .action((id: string, { json }: { json?: boolean }) =>
      run(async (config) => {
        const { run: found } = await callApi(config, toRunPath(id), OneRun);
        if (isOver(found.state)) return printRun(found, json);
        throw new BridgeError("conflict", `${describeRun(found)}. codex-bridge wait ${id} waits for its result.`);
      }),
    );
};
