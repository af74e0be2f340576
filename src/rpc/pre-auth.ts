/**
 * The knock: what a socket shows before it is one. Bun has one limit for the frames of all sockets
 * and keeps a frame in memory while it arrives, so whoever may open sockets may fill the memory.
 * The knock is the second subprotocol that the upgrade offers, which a browser can send too: a
 * page's is its key, a peer's a nonce with its HMAC.
 *
 * It lets nobody do anything: the key in the first frame and the proof are asked for all the same.
 * So it may be used again by whoever has seen it, and holds no time, since two machines may differ
 * about that.
 */
import { createNonce, isSame } from "./auth";

/** The first subprotocol that is offered, which the host answers with. */
const NAME = "codex-bridge";

/** The subprotocols that a peer offers. `port` is the one that it dials. */
export function offerKnock(token: string, port: number): string[] {
  const nonce = createNonce();
  return [NAME, `${nonce}.${seal(token, nonce, port)}`];
}

/** What came as the knock in `Sec-WebSocket-Protocol`; empty where nothing did. */
export function readKnock(offered: string | null): string {
  const [name, knock = ""] = (offered ?? "").split(",").map((one) => one.trim());
  return name === NAME ? knock : "";
}

/** Whether a knock was made with the token, for this port. */
export function isPeerKnock(knock: string, token: string, port: number): boolean {
  const [nonce = "", sealed = ""] = knock.split(".");
  return isSame(sealed, seal(token, nonce, port));
}

/**
 * As a proof is made (proof.ts), with a word of its own in the place of the side: neither can stand
 * for the other.
 */
function seal(token: string, nonce: string, port: number): string {
  return new Bun.CryptoHasher("sha256", token)
    .update(["codex-bridge peer", "knock", nonce, port].join("\n"))
    .digest("hex");
}
