/** codex-bridge say: sends the user's words to an agent, or to both, with files. */
import { Option } from "commander";
import * as z from "zod";
import { Say } from "../../shared/api";
import type { Config } from "../../shared/config";
import { createId } from "../../shared/ids";
import { toReason } from "../../shared/reasons";
import { toLine } from "../../shared/text";
import { type DeliveryView, MessageView } from "../../shared/views";
import { readWorkingDirectory } from "../../shared/working-directory";
import { callApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES, UsageError } from "../command";
import { findConversation } from "../find-conversation";
import { findSession } from "../find-session";
import { uploadFiles } from "../uploads";

const Said = z.object({ message: MessageView });

interface SayOptions {
  to: string;
  session?: string;
  conversation?: string;
  file?: string[];
  json?: boolean;
}

export const addSay: AddCommand = (program, { run }) => {
  program
    .command("say")
    .description("write to Claude, to Codex or to both, as on the page")
    .addOption(new Option("--to <who>", "the receiver").choices(["claude", "codex", "both"]).makeOptionMandatory(true))
    .option("--session <id>", "the session, by the beginning of its id; without it, the one of this project")
    .option("--conversation <id>", "the conversation, by the beginning of its id")
    .option("--file <path>", "attach a file; repeat it for each further file", append)
    .option("--json", "print the stored message as JSON")
    .argument("<text>", 'the message, in Markdown; "-" reads it from stdin')
    .addHelpText(
      "after",
      `
The message is stored before the command ends, and the output says how far it has come. Pausing
never holds what you say. You can attach up to 20 regular files from anywhere. Files with the name
or the content of a key or a password (.env, .ssh, *.pem …) and the bridge's own are refused.

${EXIT_CODES}

Examples:
  codex-bridge say --to claude "Please use tabs."
  git diff | codex-bridge say --to both -
  codex-bridge say --to codex "This is how it looks." --file before.png --file after.png`,
    )
    .action((text: string, options: SayOptions) => run((config) => runSay(config, text, options)));
};

function append(path: string, paths: string[] = []): string[] {
  return [...paths, path];
}

/** Sends a text, or stdin for "-". Throws `unavailable` where no bridge runs. */
async function runSay(config: Config, text: string, options: SayOptions): Promise<void> {
  const { json, file: paths = [], ...rest } = options;
  // The last line break of a pipe is not part of the message.
  const words = text === "-" ? (await Bun.stdin.text()).replace(/\r?\n$/, "") : text;
  // Placeholders stand for the files, so that wrong input fails before anything is uploaded.
  const files = paths.map((_, i) => `file_${i}`);
  const say = Say.safeParse({ id: createId("m"), text: words, ...rest, ...(files.length > 0 ? { files } : {}) });
  if (!say.success) throw new UsageError(say.error.issues.map(({ path, message }) => `${path}: ${message}.`).join(" "));
  const { conversation, session, to } = say.data;
  const named =
    conversation === undefined
      ? { session: await findSession(config, to, session, readWorkingDirectory({})) }
      : { conversation: await findConversation(config, conversation) };
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

function toState({ state, ...reasons }: DeliveryView): string {
  const reason = toReason(reasons);
  const word = state === "stored" ? "on its way" : state;
  return `${word}${reason ? ` (${reason})` : ""}`;
}
