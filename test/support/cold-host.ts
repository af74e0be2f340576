/**
 * How many strangers get a socket at once of a host that nobody has asked for anything yet. For a process of its own, since
 * in any other one all is loaded by then: `STRANGERS_AT=/peer bun test ./test/support/cold-host.ts`. See limits.test.ts.
 */
import { expect, test } from "bun:test";
import { createDomain } from "./domain";
import { createPeerHost, dialRaw } from "./peers";

const { STRANGERS_AT = "/peer" } = process.env;

test("two of sixty-four", async () => {
  await using domain = await createDomain();
  await using host = createPeerHost(domain, { findOwner: async () => null });
  const dial = () => dialRaw(host.port, STRANGERS_AT).catch(() => null);
  const sockets = await Promise.all(Array.from({ length: 64 }, dial));
  expect(sockets.filter(Boolean)).toHaveLength(2);
});
