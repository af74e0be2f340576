/** WebSockets to the bridge: the only place that opens one to a TCP port. */

/** Opens a WebSocket to the bridge's `/peer`, offering these subprotocols. */
export function openBridgeSocket(host: string, port: number, protocols: string[]): WebSocket {
  return new WebSocket(`ws://${host}:${port}/peer`, protocols);
}
