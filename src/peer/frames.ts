/** Messages as text frames, each a JSON array of them: all that came at once in one, unless that would be too long. */
import { MAX_FRAME_BYTES } from "../constants";

/** A character takes up to three bytes. One message alone may take more: no text is so long that it would not fit. */
const MAX_CHARS = MAX_FRAME_BYTES / 4;

/** The frames that carry these messages, in their order. */
export function toFrames(messages: readonly unknown[]): string[] {
  const frame = JSON.stringify(messages);
  if (frame.length <= MAX_CHARS || messages.length === 1) return [frame];
  const half = Math.ceil(messages.length / 2);
  return [...toFrames(messages.slice(0, half)), ...toFrames(messages.slice(half))];
}

/** Something that has fields. */
type Fields = Readonly<Record<string, unknown>>;

/** For each kind of message, by its `t`: whether the rest is as it should be. */
export type Tests<T extends string> = Readonly<Record<T, (one: Fields) => boolean>>;

/** The messages of a frame that came in; null where it is none, or one of them is not as its test says. */
export function fromFrame<M extends { t: string }>(frame: unknown, tests: Tests<M["t"]>): M[] | null {
  if (typeof frame !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(frame);
    const isFrame = Array.isArray(parsed) && parsed.every((one) => isRecord(one) && isMessage(one, tests));
    // Its test has told.
    return isFrame ? (parsed as M[]) : null;
  } catch {
    // Not JSON.
    return null;
  }
}

function isMessage<T extends string>(one: Fields, tests: Tests<T>): boolean {
  const { t } = one;
  return typeof t === "string" && Object.hasOwn(tests, t) && tests[t as T](one);
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The number that a call and its result share. */
export function isCallNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** 64 hexadecimal digits: a nonce, or what is proved with one. */
export function isProof(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
