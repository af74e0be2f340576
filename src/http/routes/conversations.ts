/**
 * /api/conversations: the list, one of them, a person's name for it, how far it was read, and its
 * gate.
 */
import { Hono } from "hono";
import type { HostBridge } from "../../core/bridge";
import { type Conversation, type ConversationList, GateAction, ReadUpTo, Titled } from "../../shared/api";
import { BridgeError } from "../../shared/errors";
import { readBody } from "../input";

export function conversationRoutes({ bridge }: { bridge: HostBridge }): Hono {
  const { console } = bridge;
  return new Hono()
    .get("/", (c) => {
      const list: ConversationList = { conversations: console.conversations() };
      return c.json(list);
    })
    .get("/:id", (c) => {
      const conversation = console.conversation(c.req.param("id"));
      if (!conversation) throw new BridgeError("not_found", "No conversation has this id.", "id");
      const found: Conversation = { conversation };
      return c.json(found);
    })
    .post("/:id/title", async (c) => {
      const { title } = await readBody(c, Titled);
      const renamed: Conversation = { conversation: await console.rename(c.req.param("id"), title) };
      return c.json(renamed);
    })
    .post("/:id/read", async (c) => {
      const { seq, back = false } = await readBody(c, ReadUpTo);
      const read: Conversation = { conversation: await console.read(c.req.param("id"), seq, back) };
      return c.json(read);
    })
    .post("/:id/gate", async (c) => {
      const { action } = await readBody(c, GateAction);
      return c.json(await console.gate.turn(c.req.param("id"), action));
    });
}
