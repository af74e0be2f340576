/** Sends files as the page's composer does. */
import { expect } from "bun:test";
import * as z from "zod";
import type { Stage } from "./stage";

const Uploaded = z.object({ file: z.object({ id: z.string() }) });

/** Uploads files and says something to Claude that carries them. */
export async function sendFiles(
  { url, host }: Pick<Stage, "url" | "host">,
  id: string,
  files: Record<string, string | Buffer>,
): Promise<void> {
  const authorization = `Bearer ${host.key}`;
  const ids: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const response = await fetch(`${url}/api/files?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { authorization, "content-type": "application/octet-stream" },
      body: typeof content === "string" ? content : new Uint8Array(content),
    });
    ids.push(Uploaded.parse(await response.json()).file.id);
  }
  const said = await fetch(`${url}/api/messages`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ id, to: "claude", text: "Please keep the old name as an alias.", files: ids }),
  });
  expect(said.status).toBe(201);
}
