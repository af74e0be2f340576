/**
 * The floor, Codex's end: each line of stdin is one WebSocket message, and each message a line on
 * stdout.
 */
const socket = new WebSocket(`ws://127.0.0.1:${process.argv[2]}/`);
await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));

const output = Bun.stdout.writer();
socket.onmessage = ({ data }) => {
  output.write(`${data}\n`);
  output.flush();
};
output.write("ready\n");
output.flush();
let rest = "";
const decoder = new TextDecoder();
for await (const chunk of Bun.stdin.stream()) {
  const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) socket.send(line);
}
process.exit(0);
