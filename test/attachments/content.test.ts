/** A file's type comes from its bytes alone. */
import { expect, test } from "bun:test";
import { createSniffer, isKeyHead, isTextHead } from "../../src/attachments/content";
import { PNG } from "./rig";

function typeOf(content: string | Uint8Array, step = 7): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const sniffer = createSniffer();
  for (let at = 0; at < bytes.length; at += step) sniffer.feed(bytes.subarray(at, at + step));
  return sniffer.type();
}

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));

const CASES: [what: string, content: string | Uint8Array, type: string][] = [
  ["PNG", PNG, "image/png"],
  ["JPEG", bytes([0xff, 0xd8, 0xff, 0xe0], "JFIF"), "image/jpeg"],
  ["GIF", "GIF89a\u0001", "image/gif"],
  ["WebP", bytes("RIFF", [1, 2, 3, 4], "WEBPVP8 "), "image/webp"],
  ["AVIF", bytes([0, 0, 0, 32], "ftypavif", [0, 0, 0, 0]), "image/avif"],
  ["an SVG, which is text and may hold script", "<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain"],
  ["HTML", "<!doctype html><script>alert(1)</script>", "text/plain"],
  ["a video in AVIF's container", bytes([0, 0, 0, 32], "ftypisom", [0xff]), "application/octet-stream"],
  ["WAV in WebP's container", bytes("RIFF", [1, 2, 3, 4], "WAVE", [0xff]), "application/octet-stream"],
  ["a PNG's name in a text", "see \x89PNG", "text/plain"],
  ["nothing", "", "text/plain"],
  ["text in other alphabets", "Größe 漢字 🦊\n".repeat(100), "text/plain"],
  ["text with a NUL", "a\0b", "application/octet-stream"],
  ["Latin-1", bytes("Gr", [0xf6], "sse"), "application/octet-stream"],
  ["text that breaks off within a character", bytes("a", [0xe6, 0xbc]), "application/octet-stream"],
  ["UTF-16", bytes([0xff, 0xfe], "a", [0]), "application/octet-stream"],
  ["a NUL far behind", `${"x".repeat(100_000)}\0`, "application/octet-stream"],
];

test.each(CASES)("%s", (_, content, type) => {
  for (const step of [1, 3, 7, 1_000_000]) expect(typeOf(content, step)).toBe(type);
});

test("the beginning of a text may be cut within a character", () => {
  const text = new TextEncoder().encode("漢字");
  for (let end = 0; end <= text.length; end++) expect(isTextHead(text.subarray(0, end))).toBe(true);
  expect(isTextHead(bytes("a", [0xff]))).toBe(false);
});

test("private keys are known by how they begin, whatever they are called", () => {
  const head = (text: string) => isKeyHead(new TextEncoder().encode(text));
  for (const kind of ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "PGP "])
    expect(head(`\n-----BEGIN ${kind}PRIVATE KEY${kind === "PGP " ? " BLOCK" : ""}-----\nMIIE`)).toBe(true);
  expect(head("PuTTY-User-Key-File-3: ssh-ed25519")).toBe(true);
  expect(head("-----BEGIN CERTIFICATE-----\nMIIE")).toBe(false);
  expect(head("Keys begin with -----BEGIN PRIVATE KEY-----")).toBe(false);
});
