/**
 * Joins Bun's WebSockets to the page's protocol and the peers', and cuts off those that do not
 * prove themselves.
 */
import type { ServerWebSocket } from "bun";
import { type Connection, type PeerServerDeps, servePeer } from "../rpc/server";
import { MAX_FRAME_BYTES } from "../shared/constants";
import type { Admission, SocketKind } from "./admission";
import type { PageSocket, PageSockets } from "./page-socket";

// Beyond this Bun drops what is sent; slow readers are cut off long before (pages) or at once
// (peers).
const BACKPRESSURE_LIMIT = 2 * MAX_FRAME_BYTES;

export interface SocketState {
  kind: SocketKind;
  /** True where it came without a knock, and nobody knows whose it is. */
  isStranger: boolean;
  connection?: Connection;
  page?: PageSocket;
}

type Socket = ServerWebSocket<SocketState>;

export interface WebSocketDeps {
  admission: Admission;
  pages: PageSockets;
  peers: Omit<PeerServerDeps, "admit">;
}

/**
 * The handlers of all sockets. `current` gives what they work with; it is there once the port is
 * known.
 */
export function createWebSocketHandlers(current: () => WebSocketDeps) {
  return {
    data: {} as SocketState,
    maxPayloadLength: MAX_FRAME_BYTES,
    backpressureLimit: BACKPRESSURE_LIMIT,
    idleTimeout: 30,
    sendPings: true,
    perMessageDeflate: false,
    open(socket: Socket) {
      const { admission, peers } = current();
      admission.opened(socket);
      const admit = () => admission.proved(socket);
      if (socket.data.kind === "peer") socket.data.connection = servePeer(toPeerSocket(socket), { ...peers, admit });
      else socket.data.page = toPageSocket(socket, admission);
    },
    message(socket: Socket, frame: string | Buffer) {
      if (typeof frame !== "string") return socket.close(1003, "text frames only");
      socket.data.connection?.receive(frame);
      if (socket.data.page) current().pages.receive(socket.data.page, frame);
    },
    close(socket: Socket) {
      const { admission, pages } = current();
      admission.closed(socket);
      socket.data.connection?.closed();
      if (socket.data.page) pages.closed(socket.data.page);
    },
  };
}

function toPageSocket(socket: Socket, admission: Admission): PageSocket {
  return {
    send: (frame) => void socket.send(frame),
    subscribe: (topic) => void socket.subscribe(topic),
    backlog: () => socket.getBufferedAmount(),
    admit: () => admission.proved(socket),
    cutOff: () => socket.terminate(),
    close: (code, reason) => socket.close(code, reason),
  };
}

function toPeerSocket(socket: Socket) {
  return {
    // 0 means that Bun has dropped the frame.
    send: (frame: string) => socket.send(frame) !== 0,
    close: (code: number, reason: string) => socket.close(code, reason),
    cutOff: () => socket.terminate(),
  };
}
