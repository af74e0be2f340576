/** codex-bridge say: the user's words to an agent, or to both, with files. */
import * as z from "zod/mini";
import { Say } from "../api";
import type { Config } from "../config";
import { createId } from "../ids";
import { IN_WORDS } from "../input";
import { type DeliveryView, MessageView } from "../views";
import { callApi } from "./api";
import { findConversation } from "./conversations";
import { toLine } from "./output";
import { uploadFiles } from "./uploads";
import { UsageError } from "./usage";

const Said = z.object({ message: MessageView });

export interface SayOptions {
  to: string;
  session?: string;
  conversation?: string;
  file?: string[];
  json?: boolean;
}

/** Sends a text, or with "-" what stdin brings; throws `unavailable` where no bridge runs. */
export async function runSay(config: Config, text: string, options: SayOptions): Promise<void> {
  const { json, file: paths = [], ...rest } = options;
  // A pipe's last line end belongs to the shell's way of writing, not to the message.
  const words = text === "-" ? (await Bun.stdin.text()).replace(/\r?\n$/, "") : text;
  // With names that stand for the files: what is wrong with the rest is told before anything is uploaded.
  const files = paths.map((_, i) => `file_${i}`);
  const say = Say.safeParse(
    { id: createId("m"), text: words, ...rest, ...(files.length > 0 ? { files } : {}) },
    IN_WORDS,
  );
  if (!say.success) throw new UsageError(say.error.issues.map(({ path, message }) => `${path}: ${message}.`).join(" "));
  const { conversation } = say.data;
  const named = conversation === undefined ? {} : { conversation: await findConversation(config, conversation) };
  const sent = files.length === 0 ? {} : { files: await uploadFiles(config, paths) };
  const { message } = await callApi(config, "/api/messages", Said, { ...say.data, ...named, ...sent });
  if (json) return void process.stdout.write(`${JSON.stringify(message)}\n`);
  const lines = [
    ...message.attachments.map(({ name, bytes }) => `  with ${toLine(name)}, ${bytes} bytes`),
    ...message.deliveries.map((delivery) => `${toName(delivery)}: ${toState(delivery)}`),
  ];
  process.stdout.write(`${[`Sent as ${message.id}.`, ...lines].join("\n")}\n`);
}

function toName({ receiver }: DeliveryView): string {
  return `  to session ${receiver}`;
}

function toState({ state, reason }: DeliveryView): string {
  const word = state === "stored" ? "on its way" : state;
  return `${word}${reason ? ` (${reason})` : ""}`;
}
