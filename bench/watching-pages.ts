/** Opens many pages' sockets in one process, as their own load: STATE_DIR COUNT. Prints a line once all have a snapshot. */
import { join } from "node:path";
import { readEndpoint } from "../src/peer/endpoint";

const [stateDir = "", count = "0"] = process.argv.slice(2);
const endpoint = readEndpoint(join(stateDir, "endpoint.json"));
if (!endpoint) throw new Error(`no host of ${stateDir}`);
const { port, key } = endpoint;

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
