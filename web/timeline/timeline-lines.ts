/**
 * What stands in the timeline, from above: messages, the days they fell on, and what else happened
 * between them.
 */
import type { MessageView } from "../../src/shared/views";
import { dayOf, formatDay } from "../state/clock";
import type { Mark } from "../state/marks";

const GROUP_SPAN = 24;

export type Divided = { type: "day" | "mark" | "new"; key: string; at: number; text: string; alarming: boolean };
export type Line = Divided | { type: "message"; message: MessageView; answered: MessageView | undefined };

/** Runs of neighbouring lines, which a browser lays out or skips together. */
export type Group = { key: number; lines: Line[] };

export type Contents = {
  messages: readonly MessageView[];
  /** In the order of time. */
  marks: readonly Mark[];
  /** What a message answers, where the page knows it. */
  find: (id: string) => MessageView | undefined;
  /** Whether a message came after its reader looked last. */
  isNew: (message: MessageView) => boolean;
  now: number;
};

/**
 * The ends of a group do not depend on what else is listed. One that is as it was in `before` is
 * the same object, so that a new message costs its own group and not all of them.
 */
export function toGroups({ messages, marks, find, isNew, now }: Contents, before: readonly Group[]): Group[] {
  const groups: Group[] = [];
  let day = "";
  let next = 0;
  let told = false;
  for (const message of messages) {
    const key = Math.floor(message.seq / GROUP_SPAN);
    let group = groups.at(-1);
    if (group?.key !== key) {
      group = { key, lines: [] };
      groups.push(group);
    }
    for (let mark = marks[next]; mark !== undefined && mark.at < message.createdAt; mark = marks[++next]) {
      group.lines.push({ type: "mark", ...mark });
    }
    const { createdAt, replyTo } = message;
    if (dayOf(createdAt) !== day) {
      day = dayOf(createdAt);
      group.lines.push({ type: "day", key: day, at: createdAt, text: formatDay(createdAt, now), alarming: false });
    }
    if (!told && isNew(message)) {
      told = true;
      group.lines.push({ type: "new", key: "new", at: createdAt, text: "New since you looked", alarming: false });
    }
    group.lines.push({ type: "message", message, answered: replyTo === null ? undefined : find(replyTo) });
  }
  groups.at(-1)?.lines.push(...marks.slice(next).map((mark) => ({ type: "mark" as const, ...mark })));
  const old = new Map(before.map((group) => [group.key, group]));
  return groups.map((group) => {
    const was = old.get(group.key);
    return was !== undefined && isSame(was.lines, group.lines) ? was : group;
  });
}

function isSame(a: readonly Line[], b: readonly Line[]): boolean {
  return (
    a.length === b.length &&
    a.every((line, index) => {
      const other = b[index];
      if (line.type === "message") {
        return other?.type === "message" && other.message === line.message && other.answered === line.answered;
      }
      return other?.type === line.type && other.key === line.key && other.text === line.text;
    })
  );
}
