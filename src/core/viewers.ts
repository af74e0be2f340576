/** The pages that are open: whether anybody reads what Claude says to the user. */
import { USER } from "../shared/constants";
import { toMessage } from "../shared/errors";
import type { Log } from "../shared/log";
import type { Store } from "../store/store";
import type { Deliveries } from "./deliveries";
import type { Transact } from "./transaction";

/** What a page that opens has before it, of what was said to nobody. */
const CAUGHT_UP = 100;

export type Viewers = ReturnType<typeof createViewers>;

export interface ViewersDeps {
  store: Pick<Store, "deliveries">;
  log: Log;
  transact: Transact;
  deliveries: Pick<Deliveries, "ack">;
}

export function createViewers({ store, log, transact, deliveries }: ViewersDeps) {
  const pages = new Set<symbol>();

  /** What Claude said while no page was open has a reader now. */
  async function catchUp(): Promise<void> {
    await transact((after) => {
      const waiting = store.deliveries.waiting(USER, CAUGHT_UP).map(({ message }) => message);
      deliveries.ack(after, USER, waiting, { as: "pushed", transport: null });
    });
  }

  return {
    watchers: () => pages.size,
    /** A page is open until the returned function is called. */
    watch(): () => void {
      const page = Symbol("page");
      pages.add(page);
      catchUp().catch((error: unknown) => log.error(toMessage(error)));
      return () => pages.delete(page);
    },
  };
}
