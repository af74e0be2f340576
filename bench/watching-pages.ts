/** Opens many pages' sockets in one process, as their own load: STATE_DIR COUNT. Prints a line once all have a snapshot. */
import { join } from "node:path";
import { Endpoint } from "../src/peer/wire";

const [stateDir = "", count = "0"] = process.argv.slice(2);
const { port, key } = Endpoint.parse(await Bun.file(join(stateDir, "endpoint.json")).json());

async function open(): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  socket.send(JSON.stringify({ type: "hello", key }));
  await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
}

for (let i = 0; i < Number(count); i++) await open();
console.log("ready");
for await (const _ of Bun.stdin.stream());
process.exit(0);
