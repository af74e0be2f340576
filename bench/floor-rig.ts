/** The floor's rig: the same lines over one WebSocket message each way. */
import { join } from "node:path";
import { type LineProcess, startLineProcess } from "./line-process";
import { answerTo, type Rig } from "./rig";

const HERE = join(import.meta.dir, "floor");

/** Starts the floor's two ends; the JSON on its lines is as large as the bridge's. */
export async function startFloorRig(ends: number): Promise<Rig> {
  const { PATH = "", HOME = "" } = process.env;
  const start = (name: string, file: string, ...args: string[]) =>
    startLineProcess(name, [process.execPath, join(HERE, file), ...args], { PATH, HOME }, HERE);
  const nextLine = (own: LineProcess) =>
    new Promise<string>((resolve) => {
      own.onLine = resolve;
    });

  const claude = start("floor, Claude's end", "claude-end.ts");
  const port = await nextLine(claude);
  const codex = Array.from({ length: ends }, (_, i) => start(`floor, Codex's end ${i + 1}`, "codex-end.ts", port));
  await Promise.all(codex.map(nextLine));

  claude.onLine = (line) => {
    const { id, params } = JSON.parse(line.slice(37));
    const text: string = params.arguments.message;
    claude.send(`${line.slice(0, 36)} ${JSON.stringify({ jsonrpc: "2.0", id, result: toResult(answerTo(text)) })}`);
  };

  const waiting = new Map<number, (text: string) => void>();
  let next = 0;
  for (const own of codex) {
    own.onLine = (line) => {
      const { id, result } = JSON.parse(line);
      waiting.get(id)?.(result.content[0].text);
      waiting.delete(id);
    };
  }

  function ask(end: number, text: string): number {
    const id = next++;
    const params = { name: "send_to_claude", arguments: { message: text }, _meta: { threadId: crypto.randomUUID() } };
    codex[end]?.send(JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params }));
    return id;
  }

  return {
    name: "floor",
    ends,
    exchange(end, text) {
      return new Promise((resolve, reject) => {
        const id = ask(end, text);
        waiting.set(id, (answer) => {
          if (answer === answerTo(text)) resolve();
          else reject(new Error("the floor answered something else"));
        });
      });
    },
    processes: [claude, ...codex].map(({ name, child }) => ({ name, pid: child.pid })),
    async close() {
      await Promise.all(codex.map((own) => own.end()));
      await claude.end();
    },
  };
}

function toResult(text: string) {
  return { content: [{ type: "text", text }] };
}
