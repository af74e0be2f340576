/**
 * Proof before trust: both ends of /peer show that they can read the installation's token, which
 * never travels.
 */
import { chmodSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { BridgeError } from "../shared/errors";
import { createSecret } from "../shared/ids";

export interface Challenge {
  role: string;
  peerNonce: string;
  hostNonce: string;
  /** The port that the peer dialled: a squatter on another port cannot pass a proof on. */
  port: number;
}

/**
 * The proof of one side ("host" or "peer") for a challenge. The side is part of it, so that neither
 * can be echoed.
 */
export function prove(token: string, side: "host" | "peer", challenge: Challenge): string {
  const { role, peerNonce, hostNonce, port } = challenge;
  const text = ["codex-bridge peer", side, role, peerNonce, hostNonce, port].join("\n");
  return new Bun.CryptoHasher("sha256", token).update(text).digest("hex");
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => new Bun.CryptoHasher("sha256", "codex-bridge compare").update(text).digest();
  return crypto.timingSafeEqual(digest(a), digest(b));
}

export function createNonce(): string {
  return createSecret(32);
}

/**
 * Reads the installation's token, or makes it. Whoever comes first wins: the file appears whole or
 * not at all. Throws a BridgeError that names the file where it cannot be used.
 */
export function readToken(path: string): string {
  const known = tryRead(path);
  if (known !== null) return check(known, path);
  const draft = writeDraft(path);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return check(tryRead(path) ?? "", path);
}

/**
 * Puts a new token in the place of the old one, at once and whole; whoever proves himself with the
 * old one is refused from then on. Throws the system's error where the directory cannot be written.
 */
export function replaceToken(path: string): void {
  const draft = writeDraft(path);
  try {
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A new token in a file of its own beside `path`. */
function writeDraft(path: string): string {
  const draft = `${path}.${process.pid}.${createSecret(6)}`;
  writeFileSync(draft, `${createSecret(32)}\n`, { mode: 0o600, flag: "wx" });
  return draft;
}

function check(text: string, path: string): string {
  const token = text.trim();
  if (!/^[0-9a-f]{64}$/.test(token)) {
    throw new BridgeError(
      "unavailable",
      `The token file ${path} is damaged. Remove it; the next start makes a new one.`,
    );
  }
  chmodSync(path, 0o600);
  return token;
}

function tryRead(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
