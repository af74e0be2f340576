/** A conversation as one HTML file that looks like the page, runs nothing and loads nothing. */
import type { Archive } from "../core/archive";
import { toLine } from "../shared/text";
import { VERSION } from "../shared/version";
import type { AttachmentView, MessageView } from "../shared/views";
import { timeZone, toFacts, toFileLine, toParticipant, toTime, toTitle } from "./facts";
import { createRenderer, escapeHtml } from "./rendered";
import { STYLE } from "./style";

/** What a reader's browser may do with the file, whatever gets into it. */
export const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const IMAGE = /^image\/(?:png|jpeg|gif|webp|avif)$/;

/**
 * An image up to this size is part of the file, as long as all of them together stay below the
 * other.
 */
const IMAGE_BYTES = 512 * 1024;
const IMAGES_BYTES = 16 * 1024 * 1024;

/** Reads an attachment's content; null where it is gone. */
export type ReadFile = (id: string) => Promise<Uint8Array | null>;

/** Writes the file in pieces; `now` is the time that it says of itself. */
export async function* exportHtml(
  archive: Archive,
  now: number,
  readFile: ReadFile,
): AsyncGenerator<string, void, undefined> {
  const render = createRenderer();
  let imageBytes = 0;

  async function toFile(file: AttachmentView): Promise<string> {
    const { name, about } = toFileLine(file);
    const line = `<bdi>${escapeHtml(name)}</bdi>, ${escapeHtml(about)}`;
    const fits = file.bytes <= IMAGE_BYTES && imageBytes + file.bytes <= IMAGES_BYTES;
    const content = IMAGE.test(file.type) && fits ? await readFile(file.id) : null;
    // What lies there now has to be what it was said to be.
    if (content === null || content.length !== file.bytes) return `<li>${line}</li>`;
    imageBytes += content.length;
    const address = `data:${file.type};base64,${Buffer.from(content).toString("base64")}`;
    return `<li>${line}<img alt="${escapeHtml(name)}" src="${address}"></li>`;
  }

  async function* toCard(message: MessageView): AsyncGenerator<string, void, undefined> {
    const { id, sender, replyTo, createdAt, text } = message;
    const { from, to, kind, states } = toFacts(archive.conversation, message);
    const files = await Array.fromAsync(message.attachments, toFile);
    const about = [`→ ${to}`, kind, ...states].map((part) => `<span>${escapeHtml(part)}</span>`).join(" ");
    const answers =
      replyTo === null
        ? ""
        : `<a class="answers" href="#${escapeHtml(replyTo)}">${escapeHtml(archive.firstWords(replyTo))}</a>\n`;
    yield `<div class="row ${sender.kind}"><article class="message" id="${escapeHtml(id)}">
<div class="head"><span class="name">${from}</span> ${about} <time datetime="${new Date(createdAt).toISOString()}">${toTime(createdAt).slice(11)}</time></div>
${answers}<div class="body" dir="auto">
`;
    yield* render(text);
    yield `</div>
${files.length > 0 ? `<ul class="files">${files.join("\n")}</ul>\n` : ""}</article></div>
`;
  }

  yield toHead(archive, now);
  let day = "";
  for await (const message of archive.messages()) {
    const date = toTime(message.createdAt).slice(0, 10);
    if (date !== day) yield `<h2>${date}</h2>\n`;
    yield* toCard(message);
    day = date;
  }
  yield "</main>\n</body>\n</html>\n";
}

function toHead(archive: Archive, now: number): string {
  const { conversation, sessions } = archive;
  const title = escapeHtml(toTitle(archive));
  const facts = [
    `Project ${toLine(conversation.project)}`,
    ...sessions.map(toParticipant),
    `Conversation ${conversation.id}, begun ${toTime(conversation.createdAt)}`,
    `Exported ${toTime(now)} with Codex Bridge ${VERSION}; times are those of ${timeZone()}`,
  ].filter((fact) => fact !== null);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="top">
<h1>${title}</h1>
${facts.map((fact) => `<p><bdi>${escapeHtml(fact)}</bdi></p>`).join("\n")}
</header>
<main>
`;
}
