/**
 * Which sockets may stay: each has to prove itself soon, only so many may be unproved, and only so
 * many peers connect.
 */
import type { Clock } from "../shared/clock";

/** A peer needs a few milliseconds, a page as long as it takes to send one frame. */
const PROOF_LIMIT_MS = 10_000;

/**
 * Sockets that may be open without a knock and of whose process nothing is known. Each can make the
 * host keep one frame of MAX_FRAME_BYTES, so they are few; not none, since a page with the key of
 * an earlier run has to be told that it is.
 */
const MAX_STRANGERS = 2;

/** Tells a page that its credential is of an earlier run: it reloads itself. */
export const CLOSE_WRONG_KEY = 4401;

/** Tells a peer that the token has changed: it reads it again and comes back. */
export const CLOSE_NEW_TOKEN = 4409;

export type SocketKind = "page" | "peer";

export interface AdmittedSocket {
  readonly data: { readonly kind: SocketKind; readonly isStranger: boolean };
  close(code: number, reason: string): void;
}

export interface Admission {
  /**
   * Asked before the upgrade. Known is whoever has knocked, and a process of the user's, which is
   * looked up only where no stranger may come; null where this one may not. A stranger keeps its
   * place until `arrived` is called.
   */
  admits(hasKnocked: boolean, isOwn: () => Promise<boolean>): Promise<"known" | "stranger" | null>;
  /** A stranger's upgrade is over: its socket is open, and counted as that, or will never be. */
  arrived(): void;
  opened(socket: AdmittedSocket): void;
  /** The socket has shown a credential. Null, or why it cannot stay all the same. */
  proved(socket: AdmittedSocket): string | null;
  closed(socket: AdmittedSocket): void;
  /** Ends every socket: their credentials are good no more. */
  dismiss(codes: Readonly<Record<SocketKind, number>>, reason: string): void;
}

export function createAdmission({ clock, ...max }: { clock: Clock; pages: number; peers: number }): Admission {
  const unproved = new Map<AdmittedSocket, () => void>();
  const strangers = new Set<AdmittedSocket>();
  /**
   * Strangers that were admitted and are not open yet: what opens their sockets may have to be
   * loaded.
   */
  let coming = 0;
  const proved = { page: new Set<AdmittedSocket>(), peer: new Set<AdmittedSocket>() };

  return {
    async admits(hasKnocked, isOwn) {
      if (hasKnocked) return "known";
      if (strangers.size + coming < MAX_STRANGERS) {
        coming++;
        return "stranger";
      }
      return (await isOwn()) ? "known" : null;
    },
    arrived: () => void coming--,
    opened(socket) {
      const expire = () => socket.close(4408, "no credential came in time");
      unproved.set(socket, clock.schedule(PROOF_LIMIT_MS, expire));
      if (socket.data.isStranger) strangers.add(socket);
    },
    proved(socket) {
      unproved.get(socket)?.();
      unproved.delete(socket);
      strangers.delete(socket);
      const { kind } = socket.data;
      if (kind === "page" && proved.page.size >= max.pages) return `${max.pages} pages are open`;
      if (kind === "peer" && proved.peer.size >= max.peers) return `${max.peers} processes are connected to it`;
      proved[kind].add(socket);
      return null;
    },
    closed(socket) {
      unproved.get(socket)?.();
      unproved.delete(socket);
      strangers.delete(socket);
      proved[socket.data.kind].delete(socket);
    },
    dismiss(codes, reason) {
      for (const socket of [...unproved.keys(), ...proved.page, ...proved.peer])
        socket.close(codes[socket.data.kind], reason);
    },
  };
}
