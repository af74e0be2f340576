/** codex-bridge codex: starts Codex, which needs no flag. */
import { addClientCommand } from "../client-launcher";
import type { AddCommand } from "../command";

export const addCodex: AddCommand = (program, context) => {
  addClientCommand(program, context, {
    side: "codex",
    description: "start Codex; all arguments are passed on",
    example: '"review my last commit with Claude"',
  });
};
