/** One-time codes: each lets one page in, once, within two minutes. */

import { createNonce, isSame } from "../rpc/auth";
import type { Clock } from "../shared/clock";

const LIFETIME_MS = 120_000;

/** Whoever asks for more has forgotten the first ones. */
const MAX_CODES = 20;

export interface LoginCodes {
  /** Makes a code, and says how long it is good. */
  issue(): { code: string; expiresInMs: number };
  /** True where the code is one of ours; it is not any more after that. */
  redeem(code: string): boolean;
  /** Makes all of them worthless. */
  clear(): void;
}

export function createLoginCodes(clock: Clock): LoginCodes {
  let codes: { code: string; expiresAt: number }[] = [];
  return {
    issue() {
      const code = createNonce();
      codes = [...codes.slice(1 - MAX_CODES), { code, expiresAt: clock.monotonic() + LIFETIME_MS }];
      return { code, expiresInMs: LIFETIME_MS };
    },
    redeem(code) {
      // All are compared, so that the time tells nothing.
      const rest = codes.filter((own) => !isSame(own.code, code));
      const isGood = codes.some((own) => !rest.includes(own) && own.expiresAt > clock.monotonic());
      codes = rest;
      return isGood;
    },
    clear() {
      codes = [];
    },
  };
}
