/**
 * /api/files: the user's uploads, streamed to disk, and attachments streamed back so that nothing
 * in them can run.
 */
import { Hono } from "hono";
import * as z from "zod";
import { toServedType } from "../../attachments/file-store";
import { findSecret } from "../../attachments/secrets";
import type { HostBridge } from "../../core/bridge";
import { BridgeError } from "../../shared/errors";
import type { Limits } from "../../shared/limits";
import { readQuery } from "../input";

const UploadQuery = z.strictObject({
  name: z.string().min(1, "expected the file's name").max(1000, "expected at most 1000 characters"),
});

/**
 * Even where a browser shows a file by itself, it gets an origin of its own and may load and run
 * nothing.
 */
const INERT = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface FileDeps {
  bridge: HostBridge;
  limits: Pick<Limits, "bodyMs">;
  hold(request: Request): void;
}

export function fileRoutes({ bridge, limits, hold }: FileDeps): Hono {
  return new Hono()
    .post("/", async (c) => {
      // Not among the types that a page of another site can send unasked.
      if (!/^application\/octet-stream *(;|$)/i.test(c.req.header("content-type") ?? "")) {
        throw new BridgeError("bad_request", "Expected Content-Type: application/octet-stream.", "content-type");
      }
      const { name } = readQuery(c, UploadQuery);
      const secret = findSecret([name], [name]);
      if (secret !== null) throw new BridgeError("forbidden", `${name} is not attached: it ${secret}.`, "name");
      // One that waits for its turn is idle, and must not be taken for one that has gone; its time
      // begins with its turn.
      hold(c.req.raw);
      const content = readChunks(c.req.raw.body, limits.bodyMs);
      const file = await bridge.console.upload(name, content).catch(async (error: unknown) => {
        // Refused before it was begun: to be read on all the same, see REST_BYTES. Nothing happens
        // where it has ended.
        await content.next().catch(() => {});
        await content.return(undefined);
        throw error;
      });
      return c.json({ file }, 201);
    })
    .get("/:id", async (c) => {
      const found = bridge.console.file(c.req.param("id"));
      const content = found && Bun.file(found.path);
      if (!found || !content || !(await content.exists())) {
        throw new BridgeError("not_found", "No file has this id.", "id");
      }
      return c.body(content.stream(), 200, {
        "Content-Type": toServedType(found.file.type),
        "Content-Length": String(content.size),
        "Content-Disposition": toDisposition(found.file.name),
        "Content-Security-Policy": INERT,
        "X-Content-Type-Options": "nosniff",
      });
    });
}

/**
 * A sender that is refused in the middle is read on for this long: one whose connection is closed
 * while it still sends loses the answer that says why.
 */
const REST_BYTES = 64 * 1024 * 1024;

/**
 * The body as it arrives. A sender that stops in the middle holds nothing open for long. Bun reads
 * no faster than this does, so an upload takes a part or two of memory, however large it is: a race
 * of each part against one promise for the time would keep them all, since that promise would know
 * of every one of them until it is settled.
 */
async function* readChunks(body: ReadableStream<Uint8Array> | null, limitMs: number): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    // Ends the read that waits, as if the body had ended.
    reader.cancel().catch(() => {});
  }, limitMs);
  const next = async () => {
    const part = await reader.read();
    if (isLate) throw new BridgeError("timeout", `The body took longer than ${limitMs / 1000} s to arrive.`, "body");
    return part;
  };
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await next();
      isOver = done;
      if (done) return;
      yield value;
    }
  } catch (error) {
    isOver = true;
    if (error instanceof BridgeError) throw error;
    // The connection broke, or its framing did.
    throw new BridgeError("bad_request", "The body did not arrive whole.", "body");
  } finally {
    if (!isOver) await discard(next);
    clearTimeout(timer);
    // A reader that is done takes no harm.
    reader.cancel().catch(() => {});
  }
}

async function discard(next: () => Promise<{ done: boolean; value?: Uint8Array | undefined }>): Promise<void> {
  try {
    for (let rest = REST_BYTES; rest > 0; ) {
      const { done, value } = await next();
      if (done) return;
      rest -= value?.length ?? 0;
    }
  } catch {
    // Late, or gone: whoever sent it has stopped listening.
  }
}

/**
 * A download with the file's name: RFC 6266, with an ASCII form for programs that know no other.
 */
export function toDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
