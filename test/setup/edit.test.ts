/** Edits of other people's files: comments, order and formatting stay; what cannot be done safely is refused. */
import { describe, expect, test } from "bun:test";
import { addToList, parseJson, remove, removeFromList } from "../../src/setup/json-edit";
import { getTable, parseToml, setTable } from "../../src/setup/toml-edit";

const PATH = ["mcp_servers", "codex-bridge"] as const;
const WANTED = { command: "/bin/bun", args: ["/srv/codex-mcp.ts"], tool_timeout_sec: 120, env_vars: ["CODEX_HOME"] };
const RENDERED = `[mcp_servers.codex-bridge]
command = "/bin/bun"
args = ["/srv/codex-mcp.ts"]
tool_timeout_sec = 120
env_vars = ["CODEX_HOME"]
`;

const set = (text: string, value: Parameters<typeof setTable>[2] = WANTED) =>
  setTable(text, PATH, value, "config.toml");

describe("a table of a TOML file", () => {
  const others = [
    ["an empty file", ""],
    ["comments and odd spacing", '# top\nmodel = "x"   # tail\n\n[ a . "b c" ] # t\ny = [\n 1, # one\n 2\n]\n'],
    [
      "multi-line strings that look like headers",
      'a = \'\'\'\n[mcp_servers.codex-bridge]\ncommand = 1\n\'\'\'\nb = """\\\n  \\"""""\n',
    ],
    [
      "arrays of tables, dates and big numbers",
      "[[x]]\na = 1\n[[x]]\nd = 1979-05-27T07:32:00Z\nn = 9223372036854775807\n",
    ],
    ["inline tables and quoted keys", '[mcp_servers]\nother = { command = "x", env = { "A.B" = "#" } }\n'],
  ] as const;
  for (const [name, text] of others) {
    test(`is added and taken away again: ${name}`, () => {
      const added = set(text);
      expect(added).toStartWith(text);
      expect(added).toEndWith(RENDERED);
      expect(set(added)).toBe(added);
      expect(set(added, null)).toBe(text);
    });
  }

  test("is changed in place: lines that stay keep their comments", () => {
    const before = `# before\n[mcp_servers.codex-bridge] # ours\ncommand = "/bin/bun" # same\n# between\nargs = [ "/old.ts" ] # new value\nstartup_timeout_sec = 9\n\n[mcp_servers.codex-bridge.env]\nA = '1'\n\n[z] # after\nq = 1\n`;
    expect(set(before, { ...WANTED, env: { A: "1" } })).toBe(
      `# before\n[mcp_servers.codex-bridge] # ours\ncommand = "/bin/bun" # same\n# between\nargs = ["/srv/codex-mcp.ts"] # new value\ntool_timeout_sec = 120\nenv_vars = ["CODEX_HOME"]\n\n[mcp_servers.codex-bridge.env]\nA = '1'\n\n[z] # after\nq = 1\n`,
    );
    expect(set(before)).not.toContain("A = '1'");
  });

  test("is found in every form that TOML has for it", () => {
    const forms = [
      "mcp_servers.codex-bridge.command = 'x'\nk = 2\n",
      "[mcp_servers]\n'codex-bridge' = { command = 'x' } # t\nother.command = 'y'\n",
      "[mcp_servers]\ncodex-bridge.command = 'x'\ncodex-bridge.env.A = '1'\n",
      '[mcp_servers."codex-bridge".env]\nA = "1"\n',
    ];
    for (const text of forms) {
      expect(getTable(parseToml(set(text), "f"), PATH)).toEqual(WANTED);
      expect(getTable(parseToml(set(text, null), "f"), PATH)).toBeNull();
    }
  });

  test("keeps Windows line ends and a byte order mark", () => {
    const text = "\uFEFFa = 1\r\n\r\n[b]\r\nc = 2\r\n";
    expect(set(text)).toBe(`${text}\r\n${RENDERED.replaceAll("\n", "\r\n")}`);
    expect(set(set(text), null)).toBe(text);
  });

  test("is refused with what to write by hand where it cannot be edited safely", () => {
    expect(() => set("mcp_servers = { other = { command = 'x' } }\n")).toThrow(
      /cannot be edited safely.*\n\[mcp_servers\.codex-bridge\]/,
    );
  });

  test("of a broken file is refused with its line", () => {
    expect(() => set("a = 1\n\nb = [1,\n")).toThrow(/^config\.toml is not valid TOML: line \d+, column \d+: /);
    expect(() => set("a = 1\na = 2\n")).toThrow(/line 2/);
  });
});

describe("a rule in a JSON file", () => {
  const RULE = "mcp__codex-bridge__*";
  const LIST = ["permissions", "allow"];

  test("is added in the file's own style and taken out again", () => {
    const text = '{\n    "permissions": {\n        "allow": [\n            "A"\n        ]\n    },\n    "z": [1,2]\n}\n';
    const added = addToList(text, LIST, RULE);
    expect(added).toBe(text.replace('"A"', `"A",\n            "${RULE}"`));
    expect(removeFromList(added, LIST, RULE)).toBe(text);
  });

  test("makes the list where there is none", () => {
    expect(JSON.parse(addToList("", LIST, RULE))).toEqual({ permissions: { allow: [RULE] } });
    expect(JSON.parse(addToList('{"permissions":{"deny":["B"]}}', LIST, RULE))).toEqual({
      permissions: { deny: ["B"], allow: [RULE] },
    });
  });

  test("leaves comments and everything else alone", () => {
    const text = '{\n  // mine\n  "a": 1, "permissions": { "allow": [] }\n}\n';
    expect(addToList(text, LIST, RULE)).toContain("// mine");
    expect(remove('{"a":1,"b":{"c":2}}', ["a"])).toBe('{"b":{"c":2}}');
    expect(remove('{\n  "a": { "b": 1 }\n}\n', ["a"])).toBe("{}\n");
    expect(remove('{"a":1}', ["b", "c"])).toBe('{"a":1}');
  });

  test("a broken file is refused with its line", () => {
    expect(() => parseJson('{\n "a": 1,\n b }', "settings.json")).toThrow(
      "settings.json is not valid JSON: line 3, column 2: invalid symbol.",
    );
  });
});
