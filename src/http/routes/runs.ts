/** /api/runs: a person or a script puts Codex to work, and sees what comes of it. */
import { Hono } from "hono";
import * as z from "zod";
import type { HostBridge } from "../../core/bridge";
import { USER } from "../../shared/constants";
import { createId } from "../../shared/ids";
import { findProject } from "../../shared/project";
import { DEFAULT_TIMEOUT_MS, RunState, StartRun } from "../../shared/runs";
import { readBody, readQuery } from "../input";

const given = StartRun.shape;

const NewRun = z.strictObject({
  id: given.id.optional(),
  prompt: given.prompt,
  cwd: z.string().startsWith("/", "expected an absolute path").max(4096),
  title: given.title.default(null),
  resumes: given.resumes.default(null),
  model: given.model.default(null),
  effort: given.effort.default(null),
  sandbox: given.sandbox.default("workspace-write"),
  network: z.boolean().default(false),
  timeout_ms: given.timeoutMs.default(DEFAULT_TIMEOUT_MS),
  idempotency_key: given.idempotencyKey.default(null),
});

const ListQuery = z.strictObject({
  cwd: z.string().max(4096).optional(),
  status: RunState.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

const OneQuery = z.strictObject({ wait_seconds: z.coerce.number().min(0).max(3600).default(0) });
const Nothing = z.strictObject({});

export interface RunRouteDeps {
  bridge: HostBridge;
  maxWaitMs: number;
  hold(request: Request): void;
}

export function runRoutes({ bridge: { runs }, maxWaitMs, hold }: RunRouteDeps): Hono {
  return new Hono()
    .get("/", (c) => {
      const { cwd = null, status, limit } = readQuery(c, ListQuery);
      return c.json({ runs: runs.list({ cwd, states: status === undefined ? null : [status], limit }) });
    })
    .post("/", async (c) => {
      const { id = createId("r"), timeout_ms, idempotency_key, ...wish } = await readBody(c, NewRun);
      const asker = { session: USER, cwd: wish.cwd, project: findProject(wish.cwd).root };
      const run = await runs.start(
        {
          ...wish,
          id,
          approvalPolicy: "never",
          images: [],
          timeoutMs: timeout_ms,
          idempotencyKey: idempotency_key,
        },
        asker,
      );
      return c.json({ run });
    })
    .get("/:id", async (c) => {
      const run = c.req.param("id");
      const waitMs = Math.min(readQuery(c, OneQuery).wait_seconds * 1000, maxWaitMs);
      if (waitMs > 0) hold(c.req.raw);
      return c.json({ run: await runs.wait({ run, until: "end", waitMs }, c.req.raw.signal) });
    })
    .post("/:id/cancel", async (c) => {
      await readBody(c, Nothing);
      return c.json({ run: await runs.cancel(c.req.param("id")) });
    });
}
