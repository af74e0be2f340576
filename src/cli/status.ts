/** codex-bridge status: what the running bridge says of itself. */

import { Status } from "../api";
import type { Config } from "../config";
import type { ChannelState } from "../protocol";
import type { ConversationView } from "../views";
import { callApi } from "./api";
import { listConversations } from "./conversations";
import { createPainter, toAge, toLine } from "./output";
import { toSelf } from "./self";

const CHANNELS: Readonly<Record<ChannelState, string>> = {
  unknown: "channel not proved yet",
  requested: "channel asked for, not proved yet",
  proved: "hears its channel",
  deaf: "does not hear its channel (see codex-bridge doctor)",
};

/** Prints the state of the running bridge; throws `unavailable` where none runs. */
export async function runStatus(config: Config, asJson: boolean): Promise<void> {
  const status = await callApi(config, "/api/status", Status);
  if (asJson) return write(`${JSON.stringify(status, null, 2)}\n`);
  const paint = createPainter(process.stdout.isTTY ?? false, Boolean(config.noColor));
  write(`${render(status, await listConversations(config), paint)}\n`);
}

function render(
  status: Status,
  conversations: readonly ConversationView[],
  paint: ReturnType<typeof createPainter>,
): string {
  const { host, now } = status;
  const self = toSelf();
  const paused = status.gate === "paused" ? [] : conversations.filter(({ gate }) => gate === "paused");
  const lines = [
    `${paint("bold", "Codex Bridge")} ${host.version} at ${paint("cyan", host.url)}`,
    `  host: process ${host.pid}, up ${toAge(now - host.startedAt)}, state in ${host.stateDir}`,
    `  attached: ${status.processes.claude} of Claude, ${status.processes.codex} of Codex`,
    `  calls held open: ${status.heldCalls}`,
    ...(status.heldMessages > 0
      ? [paint("yellow", `  held messages: ${status.heldMessages} (${self} resume lets them go)`)]
      : []),
    ...(status.gate === "paused" ? [paint("yellow", `  everything is paused (${self} resume)`)] : []),
    ...paused.map(({ id }) => paint("yellow", `  ${id} is paused (${self} resume --conversation ${id})`)),
    "",
    paint("bold", "Sessions"),
  ];
  const connected = status.sessions.filter((session) => session.connected);
  if (connected.length === 0) lines.push("  nobody is connected");
  for (const {
    id,
    kind,
    project,
    openQuestions,
    waitingMessages,
    lastActiveAt,
    channel,
    busy,
    clientSession,
  } of connected) {
    const name = kind === "claude" ? paint("purple", "Claude") : paint("green", "Codex ");
    const branch = project.branch ? ` (${toLine(project.branch)})` : "";
    const counts = [
      openQuestions > 0 ? `${openQuestions} open` : "",
      waitingMessages > 0 ? `${waitingMessages} waiting for it` : "",
      typeof busy === "boolean" ? (busy ? "at work" : "idle") : "",
      channel ? CHANNELS[channel] : "",
      clientSession ? `Claude Code's session ${clientSession}` : "",
    ].filter(Boolean);
    lines.push(
      `  ${name}  ${toLine(project.name)}${branch}  ${paint("dim", id)}  active ${toAge(now - lastActiveAt)} ago${counts.length > 0 ? `, ${counts.join(", ")}` : ""}`,
    );
  }
  const away = status.sessions.filter((session) => !session.connected && session.waitingMessages > 0);
  for (const { id, kind, waitingMessages } of away) {
    lines.push(
      `  ${kind === "claude" ? "Claude" : "Codex "}  ${paint("dim", id)}  not connected, ${waitingMessages} kept for it`,
    );
  }
  lines.push("", paint("bold", "Open questions"));
  if (status.openQuestions.length === 0) lines.push("  none");
  for (const { id, state, reason, createdAt, start } of status.openQuestions) {
    const how = `${state ?? "waits for a session"}${reason ? `: ${reason}` : ""}`;
    lines.push(`  ${paint("dim", id)}  ${toAge(now - createdAt)}, ${how}  "${toLine(start)}"`);
  }
  return lines.join("\n");
}

function write(text: string): void {
  process.stdout.write(text);
}
