/** /api/search: messages by their words and by what they are. */
import { Hono } from "hono";
import { SearchQuery } from "../../api";
import type { HostBridge } from "../../bridge/bridge";
import { readQuery } from "../input";

export function searchRoutes({ bridge }: { bridge: HostBridge }): Hono {
  return new Hono().get("/", async (c) => c.json(await bridge.desk.search(readQuery(c, SearchQuery))));
}
