/** The bridge as both sides see it, in this process or over /peer. */
import type { ClaudeAttach, CodexAttach } from "./attach";
import type { ClaudeSeat, CodexSeat } from "./calls";
import type { Push } from "./claude";
import type { Reach } from "./outreach";

/** The bridge as both sides see it, in this process or over /peer. */
export interface Bridge {
  attachClaude(input: ClaudeAttach, push: Push): Promise<ClaudeSeat>;
  /** Without `reach`, messages wait for the calls of this process. */
  attachCodex(input: CodexAttach, reach?: Reach): Promise<CodexSeat>;
}
