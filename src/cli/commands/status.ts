/** codex-bridge status: shows the state of the running bridge. */
import { Status } from "../../shared/api";
import type { Config } from "../../shared/config";
import { toHearing, toReason } from "../../shared/reasons";
import { toLine } from "../../shared/text";
import type { ConversationView } from "../../shared/views";
import { callApi } from "../bridge-client";
import type { AddCommand } from "../command";
import { listConversations } from "../find-conversation";
import { createPainter, toAge } from "../output";
import { toSelf } from "../self";

/** Padded to one width. */
const NAMES = { claude: "Claude", codex: "Codex " } as const;

interface StatusOptions {
  json?: boolean;
}

export const addStatus: AddCommand = (program, { run }) => {
  program
    .command("status")
    .description("show the running bridge: sessions, open questions, what is paused")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `
Exit codes: 0 a bridge is running, 3 none is.

Examples:
  codex-bridge status
  codex-bridge status --json | jq .sessions`,
    )
    .action((options: StatusOptions) => run((config) => runStatus(config, options)));
};

/** Prints the state of the running bridge. Throws `unavailable` where none runs. */
async function runStatus(config: Config, { json }: StatusOptions): Promise<void> {
  const status = await callApi(config, "/api/status", Status);
  if (json) return write(`${JSON.stringify(status, null, 2)}\n`);
  const paint = createPainter(process.stdout.isTTY ?? false, Boolean(config.noColor));
  write(`${render(status, await listConversations(config), paint)}\n`);
}

type Paint = ReturnType<typeof createPainter>;
type SessionStatus = Status["sessions"][number];

function render(status: Status, conversations: readonly ConversationView[], paint: Paint): string {
  const connected = status.sessions.filter((session) => session.connected);
  const away = status.sessions.filter((session) => !session.connected && session.waitingMessages > 0);
  return [
    ...renderHost(status, conversations, paint),
    "",
    paint("bold", "Sessions"),
    ...(connected.length === 0 ? ["  nobody is connected"] : []),
    ...connected.map((session) => renderSession(session, status.now, paint)),
    ...away.map(
      ({ id, kind, waitingMessages }) =>
        `  ${NAMES[kind]}  ${paint("dim", id)}  not connected, ${waitingMessages} kept for it`,
    ),
    "",
    paint("bold", "Open questions"),
    ...(status.openQuestions.length === 0 ? ["  none"] : []),
    ...status.openQuestions.map(({ id, state, createdAt, start, ...reasons }) => {
      const reason = toReason(reasons);
      const how = `${state ?? "waits for a session"}${reason ? `: ${reason}` : ""}`;
      return `  ${paint("dim", id)}  ${toAge(status.now - createdAt)}, ${how}  "${toLine(start)}"`;
    }),
    ...renderStuck(status),
  ].join("\n");
}

function renderStuck({ stuck, now }: Status): string[] {
  if (stuck.length === 0) return [];
  const lines = stuck.map(
    ({ id, receiver, reason, createdAt, start }) =>
      `  ${id}  ${toAge(now - createdAt)}, to ${receiver}: ${toLine(reason)}  "${toLine(start)}"`,
  );
  return ["", `Stuck (${toSelf()} settle ID ends one)`, ...lines];
}

function renderHost(status: Status, conversations: readonly ConversationView[], paint: Paint): string[] {
  const { host, now, heldMessages, gate, processes } = status;
  const self = toSelf();
  const paused = gate === "paused" ? [] : conversations.filter((conversation) => conversation.gate === "paused");
  const warnings = [
    ...(heldMessages > 0 ? [`held messages: ${heldMessages} (${self} resume delivers them)`] : []),
    ...(gate === "paused" ? [`everything is paused (${self} resume)`] : []),
    ...paused.map(({ id }) => `${id} is paused (${self} resume --conversation ${id})`),
  ];
  return [
    `${paint("bold", "Codex Bridge")} ${host.version} at ${paint("cyan", host.url)}`,
    `  host: process ${host.pid}, up ${toAge(now - host.startedAt)}, state in ${host.stateDir}`,
    `  attached: ${processes.claude} of Claude, ${processes.codex} of Codex`,
    `  calls held open: ${status.heldCalls}`,
    ...warnings.map((warning) => paint("yellow", `  ${warning}`)),
  ];
}

function renderSession(session: SessionStatus, now: number, paint: Paint): string {
  const { id, kind, project, openQuestions, waitingMessages, lastActiveAt, client, busy, clientSession } = session;
  const name = paint(kind === "claude" ? "purple" : "green", NAMES[kind]);
  const branch = project.branch ? ` (${toLine(project.branch)})` : "";
  const facts = [
    `active ${toAge(now - lastActiveAt)} ago`,
    openQuestions > 0 ? `${openQuestions} open` : "",
    waitingMessages > 0 ? `${waitingMessages} waiting for it` : "",
    typeof busy === "boolean" ? (busy ? "at work" : "idle") : "",
    client ? toLine(client) : "",
    toLine(toHearing(session) ?? ""),
    clientSession ? `Claude Code's session ${clientSession}` : "",
  ];
  return `  ${name}  ${toLine(project.name)}${branch}  ${paint("dim", id)}  ${facts.filter(Boolean).join(", ")}`;
}

function write(text: string): void {
  process.stdout.write(text);
}
