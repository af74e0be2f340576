/**
 * What the page does with a file of a message: judged by its type, which the bridge found by the
 * content's first bytes.
 */
import type { AttachmentView } from "../../src/shared/views";

/** Raster images only: an SVG is a document that may want to run things. */
const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);
/** Larger files are shown when they are asked for. */
const AT_ONCE_BYTES = { image: 8 * 1024 * 1024, text: 48 * 1024 };
/** Larger texts are for an editor, not for a page. */
const TEXT_BYTES = 512 * 1024;

export type Preview = "image" | "text" | null;

export function previewOf({ type, bytes, removedAt }: AttachmentView): Preview {
  if (isRemoved({ removedAt })) return null;
  if (IMAGES.has(type)) return "image";
  return type.startsWith("text/") && bytes <= TEXT_BYTES ? "text" : null;
}

/** Whether its content is gone: the bridge keeps files for a time only. */
export function isRemoved({ removedAt }: Pick<AttachmentView, "removedAt">): boolean {
  return typeof removedAt === "number";
}

/** Whether the preview is fetched as soon as the message comes into sight. */
export function isShownAtOnce(file: AttachmentView): boolean {
  const preview = previewOf(file);
  return preview !== null && file.bytes <= AT_ONCE_BYTES[preview];
}

/** The name's ending, which tells a highlighter the language. */
export function languageOf(name: string): string {
  const ending = /\.([A-Za-z0-9]{1,12})$/.exec(name)?.[1];
  return ending?.toLowerCase() ?? "";
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
