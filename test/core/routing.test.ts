/** The pure decision who gets a message: facts in, receiver or candidates out. */
import { describe, expect, test } from "bun:test";
import { type Route, type RouteFacts, route } from "../../src/core/routing";
import type { SessionView } from "../../src/shared/views";
import { toProject } from "../support/agents-in-process";

function session(id: string, project = "alpha", lastActiveAt = 0): SessionView {
  const at = { cwd: `/projects/${project}`, client: null, connected: true, startedAt: 0, lastActiveAt };
  return { rev: 0, id, kind: "claude", project: toProject(project), ...at };
}

function decide(facts: Partial<RouteFacts>): Route {
  const project = toProject("alpha").root;
  return route({
    to: undefined,
    project,
    superproject: null,
    live: [],
    away: [],
    remembered: null,
    partners: () => [],
    ...facts,
  });
}

/** The receiver's id, marked where it was named; or why there is none. */
function outcome(facts: Partial<RouteFacts>): string {
  const routed = decide(facts);
  if (routed.kind === "session") return routed.explicit ? `${routed.session.id} by name` : routed.session.id;
  return [routed.why, ...routed.candidates.map(({ id }) => id)].join(" ");
}

describe("without `to`", () => {
  test("nobody alive", () => expect(outcome({})).toBe("no_session"));

  test("the session of the same project, before a more active one elsewhere", () => {
    expect(outcome({ live: [session("far", "beta", 9), session("near", "alpha", 1)] })).toBe("near");
  });

  test("several of the project: the one last talked to, else the last active", () => {
    const live = [session("a", "alpha", 1), session("b", "alpha", 3), session("c", "alpha", 2)];
    expect(outcome({ live })).toBe("b");
    expect(outcome({ live, partners: () => ["gone", "c", "a"] })).toBe("c");
  });

  test("a partner of another project does not count", () => {
    const live = [session("near"), session("near too", "alpha", 1), session("far", "beta", 9)];
    expect(outcome({ live, partners: () => ["far"] })).toBe("near too");
  });

  test("the only one alive, whatever its project", () => {
    expect(outcome({ live: [session("far", "beta")] })).toBe("far");
  });

  test("the session of the repository around a submodule, before several of other projects [F5]", () => {
    const live = [session("x", "beta"), session("y", "gamma"), session("around", "super")];
    const superproject = toProject("super").root;
    expect(outcome({ live, superproject })).toBe("around");
    expect(outcome({ live: [...live, session("own")], superproject })).toBe("own");
  });

  test("several, none of the project: nobody, with all candidates", () => {
    expect(outcome({ live: [session("x", "beta"), session("y", "gamma")] })).toBe("which_session x y");
  });

  test("the one that was named last stays the receiver, by name", () => {
    const live = [session("near"), session("far", "beta")];
    expect(outcome({ live, remembered: "far" })).toBe("far by name");
  });

  test("a remembered one that has gone is forgotten", () => {
    expect(outcome({ live: [session("near")], remembered: "gone" })).toBe("near");
  });

  test("nobody of another project takes the place of a remembered one that has gone [F1]", () => {
    expect(outcome({ live: [session("far", "beta")], remembered: "gone" })).toBe("which_session far");
  });
});

describe("with `to`", () => {
  const live = [session("cc_abc", "beta"), session("cc_abd", "gamma"), session("cc_x")];

  test("an id, or its unique beginning", () => {
    expect(outcome({ live, to: "cc_abd" })).toBe("cc_abd by name");
    expect(outcome({ live, to: "cc_x" })).toBe("cc_x by name");
    expect(outcome({ live, to: "cc_abc" })).toBe("cc_abc by name");
  });

  test("an id that is the beginning of another is exact", () => {
    expect(outcome({ live: [session("cc_a"), session("cc_ab")], to: "cc_a" })).toBe("cc_a by name");
  });

  test("a beginning of several: those", () => {
    expect(outcome({ live, to: "cc_ab" })).toBe("which_session cc_abc cc_abd");
  });

  test("an unknown one: all, and never a guess", () => {
    expect(outcome({ live: [session("cc_x")], to: "nobody" })).toBe("unknown_session cc_x");
  });

  test("the end or middle of an id, a name or a path never match", () => {
    for (const to of ["abc", "bc", "alpha", "/projects/alpha", ""])
      expect(decide({ live: [session("cc_abc")], to: to || "\u0000" }).kind).toBe("none");
  });

  test("one that is away may be named, and is never a guess", () => {
    const away = [{ ...session("t_away"), connected: false }];
    expect(outcome({ away, to: "t_aw" })).toBe("t_away by name");
    expect(outcome({ away })).toBe("no_session");
  });
});
