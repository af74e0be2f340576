/** codex-bridge settle: ends by hand what waits and nothing brings on. */
import * as z from "zod";
import type { Config } from "../../shared/config";
import { MessageView } from "../../shared/views";
import { callApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES } from "../command";

const Settled = z.object({ message: MessageView });

interface SettleOptions {
  json?: boolean;
}

export const addSettle: AddCommand = (program, { run }) => {
  program
    .command("settle")
    .description("end a message that is stuck: drop what was not delivered, cancel an open question")
    .argument("<id>", "the message's id, as `codex-bridge status` names it")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
Who asked the question is told that it was cancelled.

${EXIT_CODES}

Examples:
  codex-bridge settle q_0123456789`,
    )
    .action((id: string, options: SettleOptions) => run((config) => runSettle(config, id, options)));
};

/** Settles one message. Throws `unavailable` where no bridge runs, and what the bridge answers. */
async function runSettle(config: Config, id: string, { json }: SettleOptions): Promise<void> {
  const { message } = await callApi(config, `/api/messages/${encodeURIComponent(id)}/settle`, Settled, {});
  if (json) return void process.stdout.write(`${JSON.stringify(message)}\n`);
  const dropped = message.deliveries.filter(({ state }) => state === "dropped").length;
  const parts = [
    dropped > 0 ? "what was not delivered is dropped" : "",
    message.question?.outcome === "cancelled" ? "the question is cancelled" : "",
  ];
  process.stdout.write(`${message.id}: ${parts.filter(Boolean).join(", ")}.\n`);
}
