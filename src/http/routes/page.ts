/**
 * The page: files that were built ahead, and the credential in the HTML, which only its own origin
 * can read. It is given to nobody but a process of our own user: any other user of the machine can
 * connect to the port as well.
 */
import { join } from "node:path";
import { Hono } from "hono";
import { BridgeError } from "../../shared/errors";
import type { AccessPolicy } from "../access";

const KEY_MARK = "__CODEX_BRIDGE_KEY__";

export interface PageDeps {
  pageDir: string;
  access: AccessPolicy;
  uiLogin: boolean;
  isOwn(request: Request): Promise<boolean>;
}

export function pageRoutes({ pageDir, access, uiLogin, isOwn }: PageDeps): Hono {
  return new Hono()
    .get("/", async (c) => {
      const file = Bun.file(join(pageDir, "index.html"));
      if (!(await file.exists())) {
        throw new BridgeError(
          "unavailable",
          "The page is not built yet. Run `bun run build` in the bridge's folder and reload.",
        );
      }
      // Without the key the page asks for a one-time link.
      const isGiven = !uiLogin && (await isOwn(c.req.raw));
      return c.html((await file.text()).replace(KEY_MARK, isGiven ? access.key : ""));
    })
    .get("/assets/:name{[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+}", async (c) => {
      const file = Bun.file(join(pageDir, "assets", c.req.param("name")));
      if (!(await file.exists())) throw new BridgeError("not_found", "Nothing is here.");
      // The name holds a hash of the content: it never changes.
      return c.body(file.stream(), 200, {
        "Content-Type": file.type,
        "Cache-Control": "private, max-age=31536000, immutable",
      });
    });
}
