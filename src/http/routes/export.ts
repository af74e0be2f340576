/** /api/conversations/ID/export: a whole conversation as one file, written while it is read. */
import { Hono } from "hono";
import * as z from "zod";
import type { Archive } from "../../core/archive";
import type { HostBridge } from "../../core/bridge";
import type { Clock } from "../../shared/clock";
import { BridgeError, toMessage } from "../../shared/errors";
import type { Log } from "../../shared/log";
import { readQuery } from "../input";
import { toDisposition } from "./files";

const ExportQuery = z.strictObject({ format: z.enum(["markdown", "html"]).default("markdown") });

/**
 * Even where a browser shows it by itself, it gets an origin of its own and may load and run
 * nothing.
 */
const INERT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

/** Characters that are written at one go. */
const CHUNK = 64 * 1024;

export interface ExportDeps {
  bridge: HostBridge;
  clock: Clock;
  log: Log;
  /** Frees a request from the limit on idle connections. */
  hold(request: Request): void;
}

export function exportRoutes({ bridge, clock, log, hold }: ExportDeps): Hono {
  async function readFile(id: string): Promise<Uint8Array | null> {
    try {
      const found = bridge.console.file(id);
      const content = found && Bun.file(found.path);
      return content && (await content.exists()) ? await content.bytes() : null;
    } catch (error) {
      log.warn(`export: attachment ${id}: ${toMessage(error)}`);
      return null;
    }
  }

  // Loaded now, since hardly any run of the bridge needs them.
  async function write(
    archive: Archive,
    format: z.infer<typeof ExportQuery>["format"],
  ): Promise<AsyncGenerator<string>> {
    if (format === "markdown") return (await import("../../export/markdown")).exportMarkdown(archive, clock.now());
    return (await import("../../export/html")).exportHtml(archive, clock.now(), readFile);
  }

  return new Hono().get("/:id/export", async (c) => {
    const { format } = readQuery(c, ExportQuery);
    const archive = bridge.console.archive(c.req.param("id"));
    if (!archive) throw new BridgeError("not_found", "No conversation has this id.", "id");
    const { toFileName } = await import("../../export/facts");
    const pieces = await write(archive, format);
    hold(c.req.raw);
    return c.body(toStream(pieces), 200, {
      "Content-Type": format === "html" ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8",
      "Content-Disposition": toDisposition(toFileName(archive, clock.now(), format === "html" ? "html" : "md")),
      "Content-Security-Policy": INERT,
    });
  });
}

/** Reads on only as fast as somebody takes it; ends the reading where nobody does any more. */
function toStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let text = "";
        while (text.length < CHUNK) {
          const { done, value } = await pieces.next();
          if (done) {
            if (text !== "") controller.enqueue(encoder.encode(text));
            return controller.close();
          }
          text += value;
        }
        controller.enqueue(encoder.encode(text));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
