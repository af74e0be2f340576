/**
 * Requests to the bridge: the credential, a limit on how long each may take, and refusals in words
 * for the human.
 */
import type { ErrorBody } from "../../src/shared/api";

/** A host that stands still accepts connections and answers nothing. */
const LIMIT_MS = 20_000;

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

/**
 * What to tell the human of an error; one that is no refusal is a fault of the page, and is noted
 * as well.
 */
export function explain(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  console.error(error);
  return "Something went wrong on this page. Try again, or reload it.";
}

export type Http = {
  /** What the answer is parsed as is the route's contract in src/shared/api.ts. */
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** An answer that is no JSON, as a file. */
  blob(path: string): Promise<Blob>;
};

export function createHttp(key: string): Http {
  const authorization = `Bearer ${key}`;

  async function ask<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>): Promise<T> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), LIMIT_MS);
    const signal = init.signal ? AbortSignal.any([init.signal, limit.signal]) : limit.signal;
    try {
      const response = await fetch(path, { ...init, signal });
      if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => null));
      return await read(response);
    } catch (error) {
      if (error instanceof Refusal || init.signal?.aborted) throw error;
      throw limit.signal.aborted ? silent() : unreachable();
    } finally {
      clearTimeout(timer);
    }
  }

  async function json<T>(response: Response): Promise<T> {
    const body = (await response.json().catch(() => null)) as T | null;
    if (body === null) throw new Refusal("http", `The bridge answered with status ${response.status} and no JSON.`);
    return body;
  }

  return {
    get: <T>(path: string, signal?: AbortSignal) =>
      ask(path, { headers: { authorization }, ...(signal ? { signal } : {}) }, json<T>),
    post<T>(path: string, body: unknown) {
      const headers = { authorization, "content-type": "application/json" };
      return ask(path, { method: "POST", headers, body: JSON.stringify(body) }, json<T>);
    },
    blob: (path) => ask(path, { headers: { authorization } }, (response) => response.blob()),
  };
}

export function refusalOf(status: number, body: unknown): Refusal {
  const { code = "http", message = `The bridge answered with status ${status}.` } =
    (body as Partial<ErrorBody> | null)?.error ?? {};
  return new Refusal(code, message);
}

export function unreachable(): Refusal {
  return new Refusal("unreachable", "The bridge cannot be reached. Try again in a moment.");
}

function silent(): Refusal {
  return new Refusal("timeout", `The bridge has not answered for ${LIMIT_MS / 1000} seconds. Try again in a moment.`);
}
