/** GET /api/messages anywhere in the history: before, after and around a place. */
import { expect, test } from "bun:test";
import { HistoryPage } from "../../src/shared/api";
import { must } from "../support/agents-in-process";
import { createApp, readError, type TestApp } from "../support/app";

async function read(app: TestApp, query: string) {
  const page = HistoryPage.parse(await (await app.request(`/api/messages?${query}`)).json());
  return { ...page, texts: page.messages.map(({ text }) => text).join(" ") };
}

/** An application with messages 1 to 9, of which every third is in another conversation than the rest. */
async function createHistory() {
  const app = await createApp();
  const [one, other] = [await app.domain.claude({ project: "alpha" }), await app.domain.claude({ project: "beta" })];
  const ids: string[] = [];
  for (let i = 1; i <= 9; i++) ids.push((await (i % 3 === 0 ? other : one).reply(String(i))).message);
  const seq = (n: number) => app.domain.message(must(ids[n - 1])).seq;
  return { app, ids, seq, conversationOf: (n: number) => app.domain.message(must(ids[n - 1])).conversation };
}

test("goes on after a place, oldest first, up to the end", async () => {
  const { app: history, seq } = await createHistory();
  await using app = history;
  expect(await read(app, "after=0&limit=4")).toMatchObject({ texts: "1 2 3 4", more: false, later: true });
  expect(await read(app, `after=${seq(4)}&limit=4`)).toMatchObject({ texts: "5 6 7 8", more: true, later: true });
  expect(await read(app, `after=${seq(8)}&limit=4`)).toMatchObject({ texts: "9", more: true, later: false });
  expect(await read(app, `after=${seq(9)}`)).toMatchObject({ texts: "", more: true, later: false });
});

test("a message in the middle comes with those on both sides, and says what else there is", async () => {
  const { app: history, ids, conversationOf } = await createHistory();
  await using app = history;
  expect(await read(app, `around=${ids[4]}&limit=5`)).toMatchObject({ texts: "3 4 5 6 7", more: true, later: true });
  expect(await read(app, `around=${ids[4]}&limit=1`)).toMatchObject({ texts: "5", more: true, later: true });
  expect(await read(app, `around=${ids[0]}&limit=5`)).toMatchObject({ texts: "1 2 3", more: false, later: true });
  expect(await read(app, `around=${ids[8]}&limit=5`)).toMatchObject({ texts: "7 8 9", more: true, later: false });
  expect(await read(app, `around=${ids[4]}`)).toMatchObject({ texts: "1 2 3 4 5 6 7 8 9", more: false, later: false });
  const own = `conversation=${conversationOf(6)}&limit=3`;
  expect(await read(app, `around=${ids[5]}&${own}`)).toMatchObject({ texts: "3 6 9", more: false, later: false });
  expect(await read(app, `after=0&${own}`)).toMatchObject({ texts: "3 6 9", more: false, later: false });
  expect(await read(app, own)).toMatchObject({ texts: "3 6 9", more: false });
});

test("says what is wrong with a place", async () => {
  const { app: history, ids, conversationOf } = await createHistory();
  await using app = history;
  const refused = async (query: string) => {
    const response = await app.request(`/api/messages?${query}`);
    const { code, field, message } = await readError(response);
    return { status: response.status, code, field, message };
  };
  expect(await refused("around=m_nowhere")).toMatchObject({ status: 404, code: "not_found", field: "around" });
  const elsewhere = await refused(`around=${ids[0]}&conversation=${conversationOf(3)}`);
  expect(elsewhere).toMatchObject({ status: 404, field: "around" });
  expect(elsewhere.message).toContain("another conversation");
  for (const query of [`before=5&after=2`, `around=${ids[0]}&before=3`, "after=-1", "after=x", "before=0"])
    expect(await refused(query)).toMatchObject({ status: 400, code: "bad_request" });
});
