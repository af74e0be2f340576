/** The bridge as both sides see it, in this process or over /peer. */
import type { ClaudeAttach, CodexAttach } from "./attach";
import type { ClaudeApi, CodexApi } from "./calls";
import type { Push } from "./claude";
import type { CodexPush } from "./push";

/** The bridge as both sides see it, in this process or over /peer. */
export interface Bridge {
  attachClaude(input: ClaudeAttach, push: Push): Promise<ClaudeApi>;
  /** Without `reach`, messages wait for the calls of this process. */
  attachCodex(input: CodexAttach, reach?: CodexPush): Promise<CodexApi>;
}
