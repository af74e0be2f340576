/** Which sockets may stay: each has to prove itself soon, only so many may be unproved, and only so many peers connect. */
import type { Clock } from "../clock";

/** A peer needs a few milliseconds, a page as long as it takes to send one frame. */
const PROOF_LIMIT_MS = 10_000;

/** From here on, a new socket's process has to be the user's own: another user could keep this many open for ever. */
const MAX_UNPROVED = 64;

export type SocketKind = "page" | "peer";

export interface AdmittedSocket {
  readonly data: { readonly kind: SocketKind };
  close(code: number, reason: string): void;
}

export interface Admission {
  /** Asked before the upgrade; false where too many are unproved and this one is not known to be the user's. */
  admits(isOwn: () => Promise<boolean>): Promise<boolean>;
  opened(socket: AdmittedSocket): void;
  /** The socket has shown a credential. Null, or why it cannot stay all the same. */
  proved(socket: AdmittedSocket): string | null;
  closed(socket: AdmittedSocket): void;
  /** Ends every socket: their credentials are good no more. */
  dismiss(codes: Readonly<Record<SocketKind, number>>, reason: string): void;
}

export function createAdmission({ clock, ...max }: { clock: Clock; pages: number; peers: number }): Admission {
  const unproved = new Map<AdmittedSocket, () => void>();
  const proved = { page: new Set<AdmittedSocket>(), peer: new Set<AdmittedSocket>() };

  return {
    async admits(isOwn) {
      return unproved.size < MAX_UNPROVED || (await isOwn());
    },
    opened(socket) {
      const expire = () => socket.close(4408, "no credential came in time");
      unproved.set(socket, clock.schedule(PROOF_LIMIT_MS, expire));
    },
    proved(socket) {
      unproved.get(socket)?.();
      unproved.delete(socket);
      const { kind } = socket.data;
      if (kind === "page" && proved.page.size >= max.pages)
        return `${max.pages} pages are open (CODEX_BRIDGE_MAX_PAGES)`;
      if (kind === "peer" && proved.peer.size >= max.peers)
        return `${max.peers} processes are connected to it (CODEX_BRIDGE_MAX_PEERS)`;
      proved[kind].add(socket);
      return null;
    },
    closed(socket) {
      unproved.get(socket)?.();
      unproved.delete(socket);
      proved[socket.data.kind].delete(socket);
    },
    dismiss(codes, reason) {
      for (const socket of [...unproved.keys(), ...proved.page, ...proved.peer])
        socket.close(codes[socket.data.kind], reason);
    },
  };
}
