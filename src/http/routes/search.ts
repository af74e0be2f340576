/** /api/search: messages by their words and by what they are. */
import { Hono } from "hono";
import type { HostBridge } from "../../core/bridge";
import { SearchQuery } from "../../shared/api";
import { readQuery } from "../input";

export function searchRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono().get("/", async (c) => c.json(await bridge.console.search(readQuery(c, SearchQuery))));
}
