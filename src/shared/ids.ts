/**
 * Ids are minted by the sender: a prefix, 48 bits of time and 100 random bits, so that they sort by
 * age and nobody can guess one.
 */

// Crockford's base 32: no letters that a reader or a model could confuse.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const HALF = 2 ** 25;
const RANDOM_CHARS = 25;
const RANDOM_BYTES = Math.ceil(RANDOM_CHARS / 2);

export type IdPrefix = "q" | "m" | "c" | "p" | "l" | "a" | "r";

/**
 * Mints an id such as `q_01k…`: q question, m message, c conversation, p process, l lease, a
 * attachment, r run.
 */
export function createId(prefix: IdPrefix, now: number = Date.now()): string {
  return `${prefix}_${writeTime(now)}${createSecret(RANDOM_BYTES).slice(0, RANDOM_CHARS)}`;
}

/** Ten digits in two halves: the engine's bit operations take 32 bits. */
function writeTime(now: number): string {
  return writeHalf(Math.floor(now / HALF)) + writeHalf(now % HALF);
}

function writeHalf(bits: number): string {
  return digit(bits >>> 20) + digit(bits >>> 15) + digit(bits >>> 10) + digit(bits >>> 5) + digit(bits);
}

const digit = (bits: number) => ALPHABET.charAt(bits & 31);

/** Random bytes from the system, as hexadecimal digits: what nobody can guess. */
export function createSecret(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}

/** Any id, of ours or of a client's. */
export const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/;

/** The id of an attachment, always of this form: it is the name of a directory. */
export const ATTACHMENT_ID = /^a_[0-9a-z]{35}$/;

/**
 * An id that is the same for the same parts: two processes name the same thing without talking to
 * each other.
 */
export function deriveId(prefix: string, ...parts: string[]): string {
  const digest = new Bun.CryptoHasher("sha256").update(parts.join("\0")).digest();
  let id = "";
  for (const byte of digest.subarray(0, 26)) id += ALPHABET.charAt(byte & 31);
  return `${prefix}_${id}`;
}
