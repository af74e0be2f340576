/** What the page says again, because the schemas are too large for it, is what the protocol says. */
import { expect, test } from "bun:test";
import { HELD_BY, MAX_ATTACHMENTS, USER } from "../../src/constants";
import * as page from "../../web/vocabulary";

test("the page's own copies of the protocol's values are the protocol's values", () => {
  expect({ ...page }).toEqual({ USER, HELD_BY_GUARD: HELD_BY.guard, MAX_ATTACHMENTS });
});
