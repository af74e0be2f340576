/** Task lists: `- [ ]` and `- [x]` at the beginning of a list's entry become boxes. */
import type { StateCore } from "markdown-it";

const BOX = /^\[([ xX])\][ \u00a0]/;

export function checkTasks(state: StateCore): void {
  for (const [index, token] of state.tokens.entries()) {
    const [item, paragraph] = [state.tokens[index - 2], state.tokens[index - 1]];
    if (token.type !== "inline" || paragraph?.type !== "paragraph_open" || item?.type !== "list_item_open") continue;
    const text = token.children?.[0];
    const box = text?.type === "text" ? BOX.exec(text.content) : null;
    if (text === undefined || box === null) continue;
    const done = box[1] !== " ";
    text.content = text.content.slice(box[0].length);
    item.attrJoin("class", "task");
    const open = new state.Token("task_open", "span", 1);
    open.attrs = [
      ["class", `task-box${done ? " done" : ""}`],
      ["role", "img"],
      ["aria-label", done ? "done" : "to do"],
    ];
    token.children?.unshift(open, new state.Token("task_close", "span", -1));
  }
}
