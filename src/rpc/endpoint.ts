/** endpoint.json: where the host of a state directory listens, written once it does. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as z from "zod";

export const Endpoint = z.object({
  port: z.int().min(1).max(65_535),
  pid: z.int(),
  protocol: z.int(),
  version: z.string(),
  /** The address of the page. */
  url: z.string(),
  /** Credential of the HTTP API for this run of the host: worth nothing once it has ended. */
  key: z.string(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** Reads where the host listens; null where there is none or the file is being replaced. */
export function readEndpoint(path: string): Endpoint | null {
  try {
    return Endpoint.safeParse(JSON.parse(readFileSync(path, "utf8"))).data ?? null;
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
