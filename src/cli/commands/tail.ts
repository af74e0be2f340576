/**
 * codex-bridge tail: shows the conversation in the terminal. It asks for the messages after the
 * last one that it has shown, so it misses none and repeats none.
 */
import { basename } from "node:path";
import { InvalidArgumentError } from "commander";
import * as z from "zod";
import { renderText } from "../../demo/printer";
import { NAMES, toFacts, toFileLine } from "../../export/facts";
import { ConversationList, HistoryPage } from "../../shared/api";
import type { Config } from "../../shared/config";
import { BridgeError } from "../../shared/errors";
import { findProject } from "../../shared/project";
import { toLine } from "../../shared/text";
import { type ConversationView, MessageView } from "../../shared/views";
import { callApi } from "../bridge-client";
import { type AddCommand, EXIT_CODES } from "../command";
import { findConversation } from "../find-conversation";
import { createPainter } from "../output";

const POLL_MS = 300;
const PAGE = 100;

/** How many past messages are shown by default. */
const LAST = 10;

/** After this many errors in a row, give up. */
const MAX_FAILURES = 10;

interface TailOptions {
  /** Epoch milliseconds. */
  since?: number;
  conversation?: string;
  project?: string;
  json?: boolean;
}

export const addTail: AddCommand = (program, { run }) => {
  program
    .command("tail")
    .description("watch the conversation in the terminal, until Ctrl-C")
    .option("--since <time>", "start there, not with the last 10 messages: 30m, 2h, 3d, or a time", parseSince)
    .option("--conversation <id>", "only this conversation, by the beginning of its id")
    .option("--project <name>", "only conversations of this project: its name, or a directory in it")
    .option("--json", "print each message as one line of JSON, as the API has it")
    .addHelpText(
      "after",
      `
It continues when another process takes over the bridge. Each message is shown once, as it is then:
later edits are not shown. This does not count as an open page.

${EXIT_CODES}

Examples:
  codex-bridge tail --project .
  codex-bridge tail --since 1h --json | jq -r .text`,
    )
    .action((options: TailOptions) => run((config) => runTail(config, options)));
};

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Epoch milliseconds of "2h" ago, or of a time such as 2030-01-31 or 2030-01-31T17:00. */
function parseSince(text: string): number {
  const [, count, unit = ""] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return Date.now() - Number(count) * (UNITS[unit] ?? 0);
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError("Expected 30m, 2h, 3d, or a time such as 2030-01-31T17:00.");
  return at;
}

/**
 * Prints messages until a signal comes or the reader stops. Throws `unavailable` where no bridge
 * runs at the start.
 */
async function runTail(config: Config, options: TailOptions): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  process.stdout.on("error", end);
  const { signal } = stop;
  const { conversation } = options;
  const named = conversation === undefined ? {} : { conversation: await findConversation(config, conversation) };
  const source = createSource(config, { ...options, ...named });
  const show = options.json ? showJson : createShow(config, source);

  let place = await source.findStart();
  for (let failures = 0, away = false, silent = true; !signal.aborted; ) {
    try {
      const page = await source.read(place);
      if (away) tell("The bridge is back.");
      [failures, away] = [0, false];
      for (const message of page.messages) {
        if (signal.aborted) break;
        if (await source.wants(message)) {
          silent = false;
          await show(await source.whole(message));
        }
        place = message.seq;
      }
      if (page.later) continue;
      if (silent) tell("Nothing to show yet. New messages appear here; Ctrl-C ends this.");
      silent = false;
    } catch (error) {
      if (!(error instanceof BridgeError)) throw error;
      const isAway = error.code === "unavailable";
      if (!isAway && ++failures >= MAX_FAILURES) throw error;
      if (isAway && !away) tell("The bridge has ended. New messages appear here once it is back; Ctrl-C ends this.");
      away ||= isAway;
    }
    await sleep(POLL_MS, signal);
  }
}

type Source = ReturnType<typeof createSource>;

function createSource(config: Config, { since, conversation, project }: TailOptions) {
  const conversations = new Map<string, ConversationView>();
  const own = conversation === undefined ? "" : `&conversation=${encodeURIComponent(conversation)}`;
  const root = project === undefined ? null : findProject(project).root;

  const page = (query: string) => callApi(config, `/api/messages?${query}${own}`, HistoryPage);

  async function find(id: string): Promise<ConversationView | undefined> {
    if (!conversations.has(id)) {
      const list = await callApi(config, "/api/conversations", ConversationList);
      for (const one of list.conversations) conversations.set(one.id, one);
    }
    return conversations.get(id);
  }

  /** The `seq` before the first message from this time on, by binary search. */
  async function findPlace(time: number): Promise<number> {
    let [low, high] = [0, (await page("limit=1")).messages[0]?.seq ?? 0];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [next] = (await page(`after=${middle}&limit=1`)).messages;
      if (next && next.createdAt < time) low = next.seq;
      else high = middle;
    }
    return low;
  }

  return {
    find,
    async findStart(): Promise<number> {
      if (since !== undefined) return findPlace(since);
      const { messages } = await page(`limit=${LAST}`);
      return (messages[0]?.seq ?? 1) - 1;
    },
    read: (place: number) => page(`after=${place}&limit=${PAGE}`),
    async wants(message: MessageView): Promise<boolean> {
      if (project === undefined) return true;
      const known = (await find(message.conversation))?.project;
      return known !== undefined && (known === root || basename(known) === project);
    },
    async whole(message: MessageView): Promise<MessageView> {
      if (message.text.length >= message.textLength) return message;
      const path = `/api/messages/${encodeURIComponent(message.id)}`;
      try {
        return (await callApi(config, path, z.object({ message: MessageView }))).message;
      } catch (error) {
        if (!(error instanceof BridgeError) || error.code === "unavailable") throw error;
        // The message was removed just now. Its beginning is better than nothing.
        return message;
      }
    },
  };
}

async function showJson(message: MessageView): Promise<void> {
  await write(`${JSON.stringify(message)}\n`);
}

const STYLES = { claude: "purple", codex: "green", user: "cyan" } as const;

function createShow(config: Config, { find }: Source): (message: MessageView) => Promise<void> {
  const paint = createPainter(process.stdout.isTTY ?? false, config.noColor);
  const dim = (text: string) => paint("dim", text);
  return async (message) => {
    const { sender, createdAt, kind, id, text, attachments } = message;
    const conversation = await find(message.conversation);
    const { to, states } = toFacts(conversation, message);
    const project = conversation === undefined ? [] : [toLine(basename(conversation.project))];
    const session = sender.session === null ? [] : [`#${sender.session.slice(-4)}`];
    const time = new Date(createdAt).toTimeString().slice(0, 8);
    const name = paint("bold", paint(STYLES[sender.kind], NAMES[sender.kind]));
    const lines = [
      `${name} → ${to}  ${dim([time, ...project, ...session, kind, id, ...states].join(" · "))}`,
      ...renderText(text.replaceAll("\t", "    "), paint),
      ...attachments.map(toFileLine).map(({ name, about }) => dim(`    · attached: ${name}, ${about}`)),
    ];
    await write(`\n${lines.join("\n")}\n`);
  };
}

/** Resolves once the text is written, or the reader has stopped. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

function tell(text: string): void {
  process.stderr.write(`codex-bridge: ${text}\n`);
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
