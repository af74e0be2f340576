/** The page knocks: it gets its socket where strangers hold all that are to be had without, and nobody can tell whose it is. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { useBrowser } from "../support/browser";
import { createDomain } from "../support/domain";
import { createPeerHost, dialRaw } from "../support/peers";
import { describeWithTool } from "../support/tools";
import { linked, TIMEOUT_MS } from "./stage";

describeWithTool(["chromium"], "a page among strangers", () => {
  const open = useBrowser();

  test(
    "is let in by its key",
    async () => {
      let looks = 1;
      await using domain = await createDomain();
      await using host = createPeerHost(domain, {
        pageDir: join(import.meta.dir, "..", "..", "web", "dist"),
        // The page itself is handed out to its user; who opens sockets cannot be told.
        findOwner: async () => (looks++ === 0 ? (process.getuid?.() ?? 0) : null),
      });
      const strangers = [await dialRaw(host.port), await dialRaw(host.port)];
      expect(await dialRaw(host.port).catch(() => "refused")).toBe("refused");
      looks = 0;
      await using view = await open(host.url);
      await linked(view.page);
      expect(looks).toBe(1);
      for (const { close } of strangers) close();
    },
    TIMEOUT_MS,
  );
});
