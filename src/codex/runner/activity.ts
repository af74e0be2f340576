/** What Codex does now, in a few words for people. */
import type { ActivityItem } from "../../core/runs/engine";
import { shorten } from "../../shared/text";
import { type Item, WORK_ITEMS } from "../contract";

const SHOWN_CHARS = 200;

export function toActivityItem(item: Item, isOpen: boolean): ActivityItem {
  return { id: item.id ?? "", kind: item.type, isOpen, isWork: WORK_ITEMS.has(item.type) };
}

/** One line. It holds what the model chose, so that it is shown as text and nothing else. */
export function describeItem(item: Item): string {
  const words = describe(item).replace(/\s+/g, " ").trim();
  return shorten(words, SHOWN_CHARS);
}

function describe(item: Item): string {
  switch (item.type) {
    case "commandExecution":
      return `$ ${listFields(item.commandActions, "command").join("; ") || toText(item.command)}`;
    case "fileChange":
      return `edits ${listFields(item.changes, "path").join(", ") || "files"}`;
    case "mcpToolCall":
      return `calls ${toText(item.server)}.${toText(item.tool)}`;
    case "dynamicToolCall":
      return `calls ${toText(item.tool)}`;
    case "webSearch":
      return `searches the web: ${toText(item.query)}`;
    case "reasoning":
      return toText(Array.isArray(item.summary) ? item.summary.at(-1) : "") || "thinks";
    case "agentMessage":
      return "writes";
    case "collabAgentToolCall":
      return "works with another agent";
    case "contextCompaction":
      return "shortens its context";
    default:
      return item.type;
  }
}

const toText = (value: unknown) => (typeof value === "string" ? value : "");

/** The texts under one name in a list of objects. */
function listFields(list: unknown, name: string): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const found =
      typeof entry === "object" && entry !== null ? Object.entries(entry).find(([key]) => key === name) : null;
    return found ? toText(found[1]) || [] : [];
  });
}
