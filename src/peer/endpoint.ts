/** endpoint.json: where the host of a state directory listens, written once it does. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

export interface Endpoint {
  port: number;
  pid: number;
  protocol: number;
  version: string;
  /** The address of the page. */
  url: string;
  /** Credential of the HTTP API for this run of the host: worth nothing once it has ended. */
  key: string;
}

/** What each of its fields is. Every process reads it before it has anything to check, so that it loads no schemas for that. */
export const ENDPOINT: Readonly<Record<keyof Endpoint, (value: unknown) => boolean>> = {
  port: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535,
  pid: Number.isInteger,
  protocol: Number.isInteger,
  version: isText,
  url: isText,
  key: isText,
};

/** Reads where the host listens; null where there is none or the file is being replaced. */
export function readEndpoint(path: string): Endpoint | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isEndpoint(value) ? value : null;
  } catch {
    // Absent, or damaged: as good as none, the next host writes it anew.
    return null;
  }
}

/** Puts it in the place of an earlier one, whole. */
export function writeEndpoint(path: string, endpoint: Endpoint): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(endpoint)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Takes our own away; a newer host's stays. */
export function removeEndpoint(path: string): void {
  if (readEndpoint(path)?.pid === process.pid) rmSync(path, { force: true });
}

function isEndpoint(value: unknown): value is Endpoint {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(ENDPOINT).every(([field, isRight]) => isRight((value as Record<string, unknown>)[field]));
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
