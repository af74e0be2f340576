/** What a file is, by its content: never by its name, and never by what its sender says. */

const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));

/**
 * Images that browsers draw without running anything. SVG is text that can hold script, so it is
 * not among them.
 */
const IMAGES: readonly { type: string; marks: readonly { at: number; bytes: readonly number[] }[] }[] = [
  { type: "image/png", marks: [{ at: 0, bytes: [0x89, ...ascii("PNG\r\n\x1a\n")] }] },
  { type: "image/jpeg", marks: [{ at: 0, bytes: [0xff, 0xd8, 0xff] }] },
  { type: "image/gif", marks: [{ at: 0, bytes: ascii("GIF87a") }] },
  { type: "image/gif", marks: [{ at: 0, bytes: ascii("GIF89a") }] },
  {
    type: "image/webp",
    marks: [
      { at: 0, bytes: ascii("RIFF") },
      { at: 8, bytes: ascii("WEBP") },
    ],
  },
  { type: "image/avif", marks: [{ at: 4, bytes: ascii("ftypavif") }] },
  { type: "image/avif", marks: [{ at: 4, bytes: ascii("ftypavis") }] },
];

export const TEXT = "text/plain";
export const UNKNOWN = "application/octet-stream";

/** The types that an attachment can have. */
export const ATTACHMENT_TYPES: ReadonlySet<string> = new Set([...IMAGES.map(({ type }) => type), TEXT, UNKNOWN]);

/** The image type that a file's first bytes show; null where they show none. */
export function findImageType(head: Uint8Array): string | null {
  const shows = ({ at, bytes }: { at: number; bytes: readonly number[] }) =>
    bytes.every((byte, i) => head[at + i] === byte);
  return IMAGES.find(({ marks }) => marks.every(shows))?.type ?? null;
}

const HEAD_BYTES = 16;

/**
 * Looks at a file's content as it passes by: an image, text (valid UTF-8 without NUL, as a whole),
 * or unknown.
 */
export function createSniffer() {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let head = new Uint8Array(0);
  let isText = true;

  function read(chunk: Uint8Array | null): void {
    if (!isText) return;
    try {
      decoder.decode(chunk ?? new Uint8Array(0), { stream: chunk !== null });
      if (chunk?.includes(0)) isText = false;
    } catch {
      // Not UTF-8.
      isText = false;
    }
  }

  return {
    feed(chunk: Uint8Array): void {
      if (head.length < HEAD_BYTES)
        head = Uint8Array.from([...head, ...chunk.subarray(0, HEAD_BYTES)]).slice(0, HEAD_BYTES);
      read(chunk);
    },
    /** To be asked once all has passed by. */
    type(): string {
      read(null);
      return findImageType(head) ?? (isText ? TEXT : UNKNOWN);
    },
  };
}

/** Whether the beginning of a file can be that of a text: it may be cut within a character. */
export function isTextHead(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    // Not UTF-8.
    return false;
  }
}

/** Whether a file begins as a private key does. */
export function isKeyHead(head: Uint8Array): boolean {
  const start = new TextDecoder().decode(head.subarray(0, 200)).trimStart();
  return /^(-----BEGIN [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File|openssh-key-v1)/.test(start);
}
