/**
 * HTTP requests to the bridge on this machine, which no proxy sees. `fetch` obeys HTTP_PROXY and
 * its like, and sends even loopback there where NO_PROXY names other hosts; `node:http` connects to
 * where it is told.
 */

export interface LoopbackRequest {
  method: "GET" | "POST";
  headers: Readonly<Record<string, string>>;
  body?: string | AsyncIterable<Uint8Array>;
  signal: AbortSignal;
}

/** Asks 127.0.0.1 on a port. Rejects where nobody answers, and once `signal` is aborted. */
export async function requestLoopback(port: number, path: string, request: LoopbackRequest): Promise<Response> {
  const { method, headers, body, signal } = request;
  const [{ request: open }, { Readable }] = await Promise.all([import("node:http"), import("node:stream")]);
  return new Promise((resolve, reject) => {
    const sent = open({ host: "127.0.0.1", port, path, method, headers, signal, agent: false }, (answer) => {
      const { statusCode: status = 500 } = answer;
      const content = status === 204 ? null : toStream(answer);
      resolve(new Response(content, { status, headers: { "Content-Type": answer.headers["content-type"] ?? "" } }));
    });
    sent.on("error", reject);
    if (body === undefined || typeof body === "string") sent.end(body);
    else Readable.from(body).on("error", reject).pipe(sent);
  });
}

/** Reads on as the reader asks for more; a reader that stops closes the connection. */
function toStream(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const parts = content[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}
