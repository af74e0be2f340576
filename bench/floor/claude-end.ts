/**
 * The floor, Claude's end: what comes over the WebSocket goes to stdout and each line of stdin to
 * the WebSocket that asked. No SDK, no checks, no store. Says its port in a first line.
 */
const sockets = new Map<string, { send(text: string): unknown }>();

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request, self) =>
    self.upgrade(request, { data: { name: crypto.randomUUID() } }) ? undefined : new Response(null, { status: 400 }),
  websocket: {
    data: {} as { name: string },
    maxPayloadLength: 64 * 1024 * 1024,
    open: (socket) => void sockets.set(socket.data.name, socket),
    close: (socket) => void sockets.delete(socket.data.name),
    message: (socket, text) => write(`${socket.data.name} ${text}\n`),
  },
});

const output = Bun.stdout.writer();
function write(text: string): void {
  output.write(text);
  output.flush();
}

write(`${server.port}\n`);
let rest = "";
const decoder = new TextDecoder();
for await (const chunk of Bun.stdin.stream()) {
  const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) sockets.get(line.slice(0, 36))?.send(line.slice(37));
}
process.exit(0);
