/** codex-bridge resume: lets go on what the loop guard has stopped. */

import { Resumed } from "../api";
import type { Config } from "../config";
import { callApi } from "./api";

/** Hands on all that the loop guard holds; throws `unavailable` where no bridge runs. */
export async function runResume(config: Config, asJson: boolean): Promise<void> {
  const resumed = await callApi(config, "/api/resume", Resumed, {});
  if (asJson) return void process.stdout.write(`${JSON.stringify(resumed)}\n`);
  const { messages } = resumed;
  const what = messages === 0 ? "Nothing was held" : `${messages} held message${messages === 1 ? "" : "s"} handed on`;
  process.stdout.write(`${what}; the loop guard counts anew.\n`);
}
