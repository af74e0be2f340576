/** The pages that are open: whether anybody reads what Claude says to the user. */
import { USER } from "../constants";
import { toMessage } from "../errors";
import type { Context } from "./context";

/** What a page that opens has before it, of what was said to nobody. */
const CAUGHT_UP = 100;

export type Audience = ReturnType<typeof createAudience>;

export function createAudience({ store, clock, log, events }: Context) {
  const pages = new Set<symbol>();

  /** What Claude said while no page was open has a reader now. */
  async function catchUp(): Promise<void> {
    const read = await store.commit(() =>
      store.deliveries
        .waiting(USER, CAUGHT_UP)
        .filter(({ message }) => store.deliveries.pushed(message, USER, clock.now())),
    );
    for (const { message } of read) events.emit({ type: "state", id: message });
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
