/** A conversation that is older than the 200 that the bridge lists: the page asks for it and treats it like any other. */
import { expect, test } from "bun:test";
import type { Page, WebSocketRoute } from "playwright-core";
import { Conversation } from "../../src/shared/api";
import { useBrowser } from "../support/browser";
import { describeWithTool } from "../support/tools";
import { idOf, seedConversations, seedHistory } from "./seed";
import { card, createStage, linked, openLinked, TIMEOUT_MS } from "./stage";

const PATH = "/api/conversations/c_seed";
const title = (page: Page, name: string) => page.getByTestId("title").getByText(name, { exact: true });

/** A long talk, and after it 250 others. */
const createOld = () =>
  createStage({}, undefined, (stateDir) => {
    seedHistory(stateDir, 300);
    seedConversations(stateDir, 250);
  });

/** The page's socket, which can be cut. */
function createLine() {
  const sockets = new Set<WebSocketRoute>();
  let isCut = false;
  return {
    prepare: (page: Page) =>
      page.routeWebSocket(/\/ws$/, (socket) => {
        if (isCut) return void socket.close({ code: 1012 });
        socket.connectToServer();
        sockets.add(socket);
      }),
    cut() {
      isCut = true;
      for (const socket of sockets) void socket.close({ code: 1012 });
    },
    mend() {
      isCut = false;
    },
  };
}

describeWithTool(["chromium"], "a conversation that is not listed", () => {
  const open = useBrowser();

  test(
    "has its name, its gate and its menu, and lives: what is done to it elsewhere shows here",
    async () => {
      await using stage = await createOld();
      const headers = { authorization: `Bearer ${stage.host.key}`, "content-type": "application/json" };
      const post = (path: string, body: object) =>
        fetch(`${stage.url}${PATH}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      const line = createLine();
      await using view = await openLinked(open, `${stage.url}/#c_seed`, { prepare: line.prepare });
      const { page } = view;
      await title(page, "Message 1 of a long talk.").waitFor();
      await card(page, idOf(300)).waitFor();
      await page.locator('[data-conversation-id="c_seed"][aria-current="page"]').waitFor();
      // 200 that are listed, and this one.
      expect(await page.locator("[data-conversation-id]").count()).toBe(201);

      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByTestId("gate").getByRole("button", { name: "Resume" }).waitFor();
      const { conversation } = Conversation.parse(await (await fetch(`${stage.url}${PATH}`, { headers })).json());
      expect(conversation.gate).toBe("paused");
      await post("gate", { action: "resume" });
      await page.getByRole("button", { name: "Pause" }).waitFor();
      await post("title", { title: "The old talk" });
      await title(page, "The old talk").waitFor();
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: "End the talk…" }).waitFor();
      await page.keyboard.press("Escape");

      // The snapshot of a new connection does not name it either; what was changed meanwhile is told all the same.
      line.cut();
      await linked(page, "reconnecting");
      await post("title", { title: "Renamed meanwhile" });
      line.mend();
      await title(page, "Renamed meanwhile").waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "is shown like that from a link to a message, from a search result, and not after the next one was chosen",
    async () => {
      await using stage = await createOld();
      await using view = await open(`${stage.url}/#c_seed/${idOf(20)}`);
      const { page } = view;
      await page.locator(`article[data-message-id="${idOf(20)}"]:focus`).waitFor();
      await title(page, "Message 1 of a long talk.").waitFor();

      await page.getByRole("link", { name: "All" }).click();
      await page.getByRole("heading", { level: 1, name: "All conversations" }).waitFor();
      await page.reload();
      await linked(page);
      expect(await page.locator('[data-conversation-id="c_seed"]').count()).toBe(0);
      await page.locator("body").press("/");
      await page.keyboard.type('"Message 23 of"');
      await page.locator('[role="option"]').waitFor();
      await page.keyboard.press("Enter");
      await page.locator(`article[data-message-id="${idOf(23)}"]:focus`).waitFor();
      await title(page, "Message 1 of a long talk.").waitFor();
      await page.getByRole("button", { name: "Pause" }).waitFor();
    },
    TIMEOUT_MS,
  );

  test(
    "that is not kept any more is no fault of the page's",
    async () => {
      await using stage = await createOld();
      await using view = await openLinked(open, `${stage.url}/#c_gone`, { allow: [/404 .*c_gone/] });
      const { page } = view;
      await page.getByTestId("absent").waitFor();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("A conversation");
    },
    TIMEOUT_MS,
  );
});
