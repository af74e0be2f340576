/** The bridge's HTTP API, as far as the page uses it. */
import type { ErrorBody, HistoryPage, Say } from "../src/api";
import type { MessageView } from "../src/protocol";

/** An expected refusal, in words that may be shown to the human. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

export type Api = {
  history(before: number, limit: number): Promise<HistoryPage>;
  /** One message with its whole text. */
  message(id: string): Promise<MessageView>;
  say(say: Say): Promise<MessageView>;
  /** Lets go what the loop guard holds. */
  resume(): Promise<void>;
};

export function createApi(key: string): Api {
  const authorization = `Bearer ${key}`;
  return {
    async history(before, limit) {
      const query = new URLSearchParams({ before: String(before), limit: String(limit) });
      return (await request(`/api/messages?${query}`, { headers: { authorization } })) as HistoryPage;
    },
    async message(id) {
      const body = await request(`/api/messages/${encodeURIComponent(id)}`, { headers: { authorization } });
      return (body as { message: MessageView }).message;
    },
    async resume() {
      const headers = { authorization, "content-type": "application/json" };
      await request("/api/resume", { method: "POST", headers, body: "{}" });
    },
    async say(say) {
      const body = await request("/api/messages", {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify(say),
      });
      return (body as { message: MessageView }).message;
    },
  };
}

async function request(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(path, init).catch(() => {
    throw new Refusal("unreachable", "The bridge cannot be reached. Your text is kept here; try again in a moment.");
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  const error = (body as Partial<ErrorBody> | null)?.error;
  throw new Refusal(error?.code ?? "http", error?.message ?? `The bridge answered with status ${response.status}.`);
}
