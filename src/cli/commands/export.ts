/** codex-bridge export: writes a conversation to a file. */
import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { Option } from "commander";
import type { Config } from "../../shared/config";
import { BridgeError, toMessage } from "../../shared/errors";
import { findProject } from "../../shared/project";
import { toLine } from "../../shared/text";
import { readWorkingDirectory } from "../../shared/working-directory";
import { openApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES } from "../command";
import { findConversation, listConversations, toList } from "../find-conversation";

interface ExportOptions {
  conversation?: string;
  format: "markdown" | "html";
  output?: string;
  force?: boolean;
}

export const addExport: AddCommand = (program, { run }) => {
  program
    .command("export")
    .description("write a conversation to a file, as Markdown or HTML")
    .option("--conversation <id>", "by the beginning of its id; without it, the last one of this project")
    .addOption(new Option("--format <format>", "the file's format").choices(["markdown", "html"]).default("markdown"))
    .option("-o, --output <file>", "the file; without it, stdout")
    .option("--force", "replace the file where it exists")
    .addHelpText(
      "after",
      `
Only you can read the file (mode 0600). An HTML file is complete: it runs and loads nothing.

${EXIT_CODES}

Examples:
  codex-bridge export -o talk.md
  codex-bridge export --conversation c_0123456789 --format html -o talk.html`,
    )
    .action((options: ExportOptions) => run((config) => runExport(config, options)));
};

/**
 * Writes to the file or to stdout. Throws a BridgeError where it cannot, and leaves no partial
 * file.
 */
async function runExport(config: Config, { conversation, format, output, force }: ExportOptions): Promise<void> {
  const id = await choose(config, conversation);
  const path = `/api/conversations/${encodeURIComponent(id)}/export?format=${format}`;
  if (output === undefined) {
    for await (const chunk of whole(await openApi(config, path))) await print(chunk);
    return;
  }
  // The old file stays in place until the new one is complete.
  const draft = force ? `${output}.${process.pid}.part` : output;
  const fd = open(draft, output);
  try {
    try {
      for await (const chunk of whole(await openApi(config, path))) writeSync(fd, chunk);
    } finally {
      closeSync(fd);
    }
    if (force) renameSync(draft, output);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error instanceof BridgeError ? error : new BridgeError("internal", `${output}: ${toMessage(error)}`);
  }
  process.stderr.write(`${id} is in ${output}\n`);
}

/** The named conversation, else the last one of this directory's project. */
async function choose(config: Config, wanted: string | undefined): Promise<string> {
  if (wanted !== undefined) return findConversation(config, wanted);
  const conversations = await listConversations(config);
  const { root } = findProject(readWorkingDirectory({}));
  const own = conversations.find(({ project, last }) => project === root && last !== null);
  if (own) return own.id;
  const others = conversations.filter(({ last }) => last !== null);
  if (others.length === 0) throw new BridgeError("not_found", "Nothing has been said yet.");
  throw new BridgeError(
    "not_found",
    `No conversation of the project ${toLine(root)}. Name one with --conversation:\n${toList(others)}`,
  );
}

function open(draft: string, output: string): number {
  try {
    const isDirectory = statSync(output, { throwIfNoEntry: false })?.isDirectory();
    if (!isDirectory) return openSync(draft, "wx", 0o600);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "EEXIST") throw new BridgeError("conflict", `${output}: is there already; --force replaces it`);
    throw new BridgeError("internal", `${output}: ${TROUBLES[code] ?? toMessage(error)}`);
  }
  throw new BridgeError("conflict", `${output}: is a directory; name a file in it`);
}

/** Why a file cannot be written, by error code. */
const TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such directory; make it first",
  ENOTDIR: "what should be a directory is a file",
  EACCES: "you may not write there",
};

async function* whole(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch {
    throw new BridgeError("internal", "The bridge ended before the file was complete. Export again.");
  }
}

/** Writes as fast as the reader reads. Throws once it has stopped. */
function print(chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(chunk, (error) => (error ? reject(new BridgeError("internal", toMessage(error))) : resolve()));
  });
}
