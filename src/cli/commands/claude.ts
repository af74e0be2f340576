/** codex-bridge claude: starts Claude Code so that the bridge can speak to it. */
import { addClientCommand } from "../client-launcher";
import type { AddCommand } from "../command";

export const addClaude: AddCommand = (program, context) => {
  addClientCommand(program, context, {
    side: "claude",
    description: "start Claude Code with the bridge's channel open; all arguments are passed on",
    example: "--resume",
  });
};
