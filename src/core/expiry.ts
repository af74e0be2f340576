/** Questions that nobody answers end after their time, and their callers are woken. */
import type { Store } from "../store/store";
import type { SteadyTime } from "./steady-time";
import type { Transact } from "./transaction";

export interface ExpiryDeps {
  store: Pick<Store, "questions" | "notices">;
  steadyTime: SteadyTime;
  transact: Transact;
}

/** Ends questions whose time is over; gives when to look again, or null. */
export type Expire = () => Promise<number | null>;

export function createExpire({ store, steadyTime, transact }: ExpiryDeps): Expire {
  return async () => {
    await transact((after) => {
      const now = steadyTime();
      for (const id of store.questions.expire(now)) {
        const { asker, target } = store.questions.find(id) ?? {};
        for (const session of [asker, target]) if (session) store.notices.insert(session, "expired", id, now);
        after.changed(id);
        if (asker) after.wake(asker, id);
      }
    });
    return store.questions.nextExpiry();
  };
}
