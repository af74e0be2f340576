/**
 * One dialled /peer connection: the proof, frames batched by microtask, and a heartbeat.
 * Reconnecting is the client's.
 */
import type { Role } from "../shared/calls/calls";
import { PROTOCOL_VERSION } from "../shared/constants";
import { BridgeError } from "../shared/errors";
import { openBridgeSocket } from "../shared/loopback/socket";
import { createNonce, isSame, prove } from "./auth";
import { START } from "./discovery";
import { toFrames } from "./frames";
import { type HostMessage, type PeerMessage, parseHostFrame } from "./messages";
import { offerKnock } from "./pre-auth";

// Shorter than a first call waits, so that a call made behind a silent program still tries the
// address anew.
const HANDSHAKE_LIMIT_MS = 1_000;
const HEARTBEAT_MS = 10_000;

export interface Dial {
  host: string;
  port: number;
  role: Role;
  token: string;
  /**
   * The version that this process speaks; another one than the default only to show what becomes of
   * it.
   */
  protocol?: number;
}

export interface PeerConnection {
  send(message: PeerMessage): void;
  close(): void;
}

/**
 * Dials the bridge and proves both ends to each other; resolves once the host is ready. Rejects
 * with the reason in words, having sent nothing but nonces and the proof. `onClose` is called once,
 * for connections that were resolved.
 */
export function dialPeer(
  dial: Dial,
  on: { message(message: HostMessage): void; close(): void },
): Promise<PeerConnection> {
  const { host, port, role, token, protocol = PROTOCOL_VERSION } = dial;
  return new Promise((resolve, reject) => {
    const socket = openBridgeSocket(host, port, offerKnock(token, port));
    const nonce = createNonce();
    let proved = false;
    let ready = false;
    let over = false;
    let heard = true;
    let outbox: PeerMessage[] = [];
    let heartbeat: ReturnType<typeof setInterval> | undefined;

    const limit = setTimeout(
      () => fail(`what listens on ${host}:${port} does not answer as a bridge. ${START}`),
      HANDSHAKE_LIMIT_MS,
    );

    function fail(why: string): void {
      if (over) return;
      over = true;
      clearTimeout(limit);
      clearInterval(heartbeat);
      socket.close();
      if (ready) on.close();
      else reject(new BridgeError("unavailable", why));
    }

    function send(message: PeerMessage): void {
      outbox.push(message);
      if (outbox.length > 1) return;
      queueMicrotask(() => {
        const frames = toFrames(outbox);
        outbox = [];
        for (const frame of over ? [] : frames) socket.send(frame);
      });
    }

    function prepare(message: HostMessage): void {
      if (message.t === "refused") return fail(`the bridge on port ${port} refused: ${message.message}`);
      if (message.t === "challenge" && !proved) {
        const challenge = { role, peerNonce: nonce, hostNonce: message.nonce, port };
        if (!isSame(message.proof, prove(token, "host", challenge))) {
          return fail(
            `what listens on ${host}:${port} is not this user's bridge (its proof is wrong); nothing was sent to it`,
          );
        }
        proved = true;
        return send({ t: "proof", proof: prove(token, "peer", challenge) });
      }
      // A host that skips its proof is none.
      if (message.t !== "ready" || !proved) return fail("the bridge spoke out of order");
      ready = true;
      clearTimeout(limit);
      // A stopped host keeps its port and closes nothing: only silence tells.
      heartbeat = setInterval(() => {
        if (!heard) return fail("the bridge has fallen silent");
        heard = false;
        send({ t: "ping" });
      }, HEARTBEAT_MS);
      resolve({ send, close: () => fail("closed") });
    }

    socket.onopen = () => send({ t: "hello", role, nonce, protocol });
    socket.onerror = () => fail(`no bridge answers on ${host}:${port}. ${START}`);
    socket.onclose = () => fail(`no bridge answers on ${host}:${port}. ${START}`);
    socket.onmessage = ({ data }) => {
      heard = true;
      const messages = parseHostFrame(data);
      if (!messages) return fail(`what listens on ${host}:${port} is not a bridge of this version`);
      for (const message of messages) {
        if (over) return;
        if (ready) on.message(message);
        else prepare(message);
      }
    };
  });
}
