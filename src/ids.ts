/** Ids are minted by the sender: a prefix, 48 bits of time and 100 random bits, so that they sort by age and nobody can guess one. */

// Crockford's base 32: no letters that a reader or a model could confuse.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_CHARS = 10;
const RANDOM_CHARS = 25;
const RANDOM_BYTES = Math.ceil(RANDOM_CHARS / 2);

export type IdPrefix = "q" | "m" | "c" | "p" | "l" | "a";

/** Mints an id such as `q_01k…`: q question, m message, c conversation, p process, l lease, a attachment. */
export function createId(prefix: IdPrefix, now: number = Date.now()): string {
  return `${prefix}_${writeTime(now)}${createSecret(RANDOM_BYTES).slice(0, RANDOM_CHARS)}`;
}

function writeTime(now: number): string {
  let time = "";
  for (let rest = now, i = 0; i < TIME_CHARS; i++) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time;
}

/** Random bytes from the system, as hexadecimal digits: what nobody can guess. */
export function createSecret(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}

/** An id that is the same for the same parts: two processes name the same thing without talking to each other. */
export function deriveId(prefix: string, ...parts: string[]): string {
  const digest = new Bun.CryptoHasher("sha256").update(parts.join("\0")).digest();
  let id = "";
  for (const byte of digest.subarray(0, 26)) id += ALPHABET.charAt(byte & 31);
  return `${prefix}_${id}`;
}
