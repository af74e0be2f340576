/** codex-bridge say: the user's words to an agent, or to both. */
import { z } from "zod";
import { Say } from "../api";
import type { Config } from "../config";
import { createId } from "../ids";
import { type DeliveryView, MessageView } from "../protocol";
import { callApi } from "./api";
import { UsageError } from "./usage";

const Said = z.object({ message: MessageView });

export interface SayOptions {
  to: string;
  session?: string;
  conversation?: string;
  json?: boolean;
}

/** Sends a text, or with "-" what stdin brings; throws `unavailable` where no bridge runs. */
export async function runSay(config: Config, text: string, options: SayOptions): Promise<void> {
  const { json, ...rest } = options;
  // A pipe's last line end belongs to the shell's way of writing, not to the message.
  const words = text === "-" ? (await Bun.stdin.text()).replace(/\r?\n$/, "") : text;
  const say = Say.safeParse({ id: createId("m"), text: words, ...rest });
  if (!say.success) throw new UsageError(say.error.issues.map(({ path, message }) => `${path}: ${message}.`).join(" "));
  const { message } = await callApi(config, "/api/messages", Said, say.data);
  if (json) return void process.stdout.write(`${JSON.stringify(message)}\n`);
  const lines = message.deliveries.map((delivery) => `${toName(delivery)}: ${toState(delivery)}`);
  process.stdout.write(`${[`Sent as ${message.id}.`, ...lines].join("\n")}\n`);
}

function toName({ receiver }: DeliveryView): string {
  return `  to session ${receiver}`;
}

function toState({ state, reason }: DeliveryView): string {
  const word = state === "stored" ? "on its way" : state;
  return `${word}${reason ? ` (${reason})` : ""}`;
}
