/**
 * /api/questions: scripts ask Claude as Codex does; the request is held open until the answer or
 * the end of the wait.
 */
import { Hono } from "hono";
import * as z from "zod";
import type { HostBridge } from "../../core/bridge";
import type { Clock } from "../../shared/clock";
import { MAX_ATTACHMENTS, SCRIPT } from "../../shared/constants";
import { createId } from "../../shared/ids";
import { findProject } from "../../shared/project";
import { Id, Text } from "../../shared/vocabulary";
import { readBody } from "../input";

/**
 * How long after a response was handed over its answer counts as received, unless the connection
 * broke.
 */
const ACK_AFTER_MS = 250;

const Question = z.strictObject({
  message: Text,
  /** A Claude session's id, or the beginning of one. */
  to: z.string().min(1).max(200).optional(),
  wait_seconds: z.number().min(0, "expected 0 or more").max(3600, "expected at most 3600").optional(),
  /** Names the script: the same name is the same session for routing and late answers. */
  thread: Id.optional(),
  /** Files that were uploaded before, by their ids. */
  files: z.array(Id).max(MAX_ATTACHMENTS).optional(),
  /** The directory whose project the question is about. */
  cwd: z.string().startsWith("/", "expected an absolute path").max(4096).optional(),
});

export interface QuestionDeps {
  bridge: HostBridge;
  clock: Clock;
  maxWaitMs: number;
  hold(request: Request): void;
}

export function questionRoutes({ bridge, clock, maxWaitMs, hold }: QuestionDeps): Hono {
  return new Hono().post("/", async (c) => {
    const body = await readBody(c, Question);
    hold(c.req.raw);
    const cwd = body.cwd ?? "/";
    const process = createId("p", clock.now());
    const thread = body.thread ?? process;
    const lease = createId("l", clock.now());
    const api = await bridge.attachCodex({
      role: "codex",
      process,
      cwd,
      project: findProject(cwd),
      client: SCRIPT,
      threads: body.thread ? [thread] : [],
    });
    const { signal } = c.req.raw;
    const result = await api
      .ask(
        {
          id: createId("q", clock.now()),
          thread,
          lease,
          text: body.message,
          ...(body.to === undefined ? {} : { to: body.to }),
          ...(body.files === undefined ? {} : { uploads: body.files }),
          waitMs: Math.min((body.wait_seconds ?? maxWaitMs / 1000) * 1000, maxWaitMs),
          hold: body.wait_seconds !== undefined,
        },
        signal,
      )
      .catch(async (error: unknown) => {
        await api.detach();
        throw error;
      });
    clock.schedule(ACK_AFTER_MS, () => {
      const messages = result.batch.items.map(({ id }) => id);
      const verdict = signal.aborted ? "release" : "ack";
      api.settle({ thread, lease, verdict, messages }).finally(() => api.detach());
    });
    const { batch, ...rest } = result;
    return c.json({ ...rest, thread, messages: batch.items }, result.status === "unsent" ? 409 : 200);
  });
}
