import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { CanonicalEvent } from "../event.ts";
import { parseMoment } from "./amounts.ts";
import { compileLinear } from "./linear_regex.ts";
import { compileQuery } from "./match.ts";
import { parseQuery } from "./parse.ts";
import { QueryError } from "./query.ts";
import { assertLinear } from "../../../tests/support/growth.ts";

const NOW = new Date(2026, 6, 2, 15, 0).getTime();

const EVENT: CanonicalEvent = {
  id: 42,
  ts: NOW - 5000,
  received: NOW - 4000,
  source: "claude-code",
  category: "tool",
  type: "tool.post",
  session: "5f0c1d2e-1111",
  agent: "Explore-7",
  project: "/home/dev/shop-api",
  tool: "Bash",
  correlation: "toolu_01ABC",
  status: "ok",
  duration_ms: 2500,
  summary: "Bash: npm test",
  data: {
    tool_input: { command: "npm test -- --run", timeout: 600 },
    tool_response: {
      stdout: "12 passed, größe ok\nlib/store.ts 请把所有错误消息",
      list: [{ a: "deep" }],
    },
  },
};

function matches(text: string): boolean {
  return compileQuery(parseQuery(text, NOW), compileLinear)(EVENT);
}

const YES = [
  "",
  "   ",
  "npm",
  "NPM te",
  "npm test",
  '"npm test"',
  '"pm tes"',
  "GRÖSSE OR größe",
  "lib/store.ts",
  "store",
  "错误消息",
  "-nothing",
  "NOT nothing",
  "npm AND passed",
  "nothing OR npm",
  "nothing OR (npm passed)",
  "(nothing OR npm) -failed",
  "/np[mx] test/",
  "/NPM/i",
  "/12 (passed|failed)/",
  "/lib\\/store/",
  "type:tool",
  "type:tool.post",
  "type:tool.*",
  "kind:*.post",
  "category:tool",
  "category:TOOL",
  "status:ok,error",
  "status:o*",
  "tool:bash",
  "tool:B*h",
  'tool:"bash"',
  "session:5f0c",
  "agent:explore",
  "agent:7 OR agent:Explore-7",
  "project:shop-api",
  "project:dev/shop-api",
  "project:/home/dev/shop-api/",
  "project:*shop*",
  "correlation:toolu_01ABC",
  "correlation:TOOLU_01*",
  "source:claude-code",
  "summary:test",
  "summary:/te.t$/",
  "tool:/^(Bash|Edit)$/",
  "id:42",
  "id:>41",
  "id:40..50",
  "duration:>2s",
  "duration:>=2500ms",
  "duration:<1m",
  "duration:1s..3s",
  "took:2500",
  "duration:..3s",
  "since:1h",
  "since:today",
  "since:yesterday until:now",
  "since:14:30",
  "since:2026-07-02",
  "until:15:00",
  "received:>1m OR received:<1h",
  "has:tool has:duration_ms",
  "data.tool_input.command:test",
  "data.tool_input.timeout:600",
  "data.tool_response.list.0.a:deep",
  "data.tool_input.command:/--run$/",
  "--run",
  "-type:prompt",
  "-(type:prompt OR type:session)",
];

const NO = [
  "nothing",
  "pm",
  "est",
  '"npm  test"',
  "-npm",
  "npm -passed",
  "/NPM/",
  "type:too",
  "type:tool.pre",
  "category:agent",
  "status:error,running",
  "tool:Bas",
  'tool:"Bas"',
  "session:1111",
  "project:api",
  "correlation:TOOLU_01ABC",
  "correlation:toolu_01",
  "project:*shop",
  "duration:<2s",
  "duration:>2500ms",
  "duration:2s",
  "id:>42",
  "id:43..",
  "until:1h",
  "since:1s",
  "-has:tool",
  "data.tool_input.nothing:x",
  "data.tool_input.command.x:npm",
  "-(tool:bash OR nothing)",
  "http://localhost",
  "localhost:8765",
  "C:\\Users",
];

for (const text of YES) {
  Deno.test(`query ${JSON.stringify(text)} matches`, () => assertEquals(matches(text), true));
}

for (const text of NO) {
  Deno.test(`query ${JSON.stringify(text)} does not match`, () =>
    assertEquals(matches(text), false));
}

const WRONG: readonly (readonly [text: string, column: number, says: string])[] = [
  ['npm "test', 5, "closing quote"],
  ["npm (test", 5, "closing bracket"],
  ["npm) test", 4, "never opened"],
  ["a OR", 3, "both sides"],
  ["OR a", 1, "both sides"],
  ["sesion:abc", 1, 'no field "sesion"'],
  ["npm duration:fast", 14, "no duration"],
  ["status:great", 8, 'no status "great"'],
  ["since:soon", 7, "no time"],
  ["id:x", 4, "no id"],
  ["has:x", 5, "no field"],
  ["tool:", 6, "value is missing"],
  ["a /(b/", 3, "no valid pattern"],
  ["tool:/(?=a)b/", 6, "no valid pattern"],
  ["(".repeat(30) + "a" + ")".repeat(30), 22, "brackets"],
  ["x ".repeat(70), 121, "at most 60"],
  ["x".repeat(3000), 2001, "longer than"],
];

for (const [text, column, says] of WRONG) {
  Deno.test(`query ${JSON.stringify(text.slice(0, 30))} is refused at column ${column}`, () => {
    const error = assertThrows(() => matches(text), QueryError);
    assertStringIncludes(error.message, says);
    assertEquals(error.column, column);
  });
}

Deno.test("query terms that quote an operator search for it", () => {
  assertEquals(parseQuery('"OR"', NOW), { kind: "text", text: "OR", quoted: true });
  assertEquals(parseQuery('"a \\"b\\" \\\\"', NOW), {
    kind: "text",
    text: 'a "b" \\',
    quoted: true,
  });
  assertEquals(parseQuery("/home/dev", NOW), { kind: "text", text: "/home/dev", quoted: false });
});

Deno.test("query patterns take time in proportion to the text", () => {
  const test = compileQuery(parseQuery("/^(a+)+$/", NOW), compileLinear);
  // A backtracking engine would need longer than the universe is old.
  assertLinear((size) => {
    const evil = { ...EVENT, summary: "a".repeat(size) + "b", data: null };
    assertEquals(test(evil), false);
  }, 100);
});

Deno.test("project: finds a project with its worktrees, and one worktree alone", () => {
  const tree = { ...EVENT, project: "/home/dev/shop/.claude/worktrees/fix-login/src" };
  const found = (text: string) => compileQuery(parseQuery(text, NOW), compileLinear)(tree);
  for (const text of ["project:shop", 'project:"/home/dev/shop"', "project:dev/shop"]) {
    assertEquals(found(text), true, text);
  }
  for (const text of ["project:dev", 'project:"/home/dev"', "project:other"]) {
    assertEquals(found(text), false, text);
  }
  const root = { ...EVENT, project: "/home/dev/shop/.claude/worktrees/fix-login" };
  assertEquals(compileQuery(parseQuery("project:fix-login", NOW), compileLinear)(root), true);
});

Deno.test("text is found whatever its composition, in every way of search", () => {
  const word = "caf\u00e9 \ud559\uc810";
  for (const form of ["NFC", "NFD"] as const) {
    const text = word.normalize(form);
    const event = {
      ...EVENT,
      project: `/Users/kim/${text}`,
      agent: text,
      summary: `Prompt: ${text}`,
      data: { name: text, list: [{ deep: `in ${text}` }] },
    };
    const finds = (query: string) =>
      compileQuery(parseQuery(query, NOW), compileLinear)({ ...event });
    for (const typed of ["NFC", "NFD"] as const) {
      const [cafe = "", korean = ""] = word.normalize(typed).split(" ");
      for (
        const query of [
          cafe,
          korean,
          `"${cafe}"`,
          `"f${cafe.slice(3)} ${korean}"`,
          `/${cafe}/`,
          `/C${cafe.slice(1).toUpperCase()}/i`,
          `summary:${cafe}`,
          `summary:*${cafe}*`,
          `summary:/${korean}/`,
          `agent:${cafe}`,
          `agent:"${cafe} ${korean}"`,
          `project:"${cafe} ${korean}"`,
          `project:"/Users/kim/${cafe} ${korean}"`,
          `data.name:${cafe}`,
          `data.list.0.deep:"in ${cafe} ${korean}"`,
          `data.name:/${cafe}/`,
        ]
      ) assertEquals(finds(query), true, `${form}: ${query}`);
    }
    // A letter is not found by a part of it.
    assertEquals(finds("cafe"), false);
    assertEquals(finds('"cafe"'), false);
  }
});

Deno.test("paths with backslashes are found as they are typed, with and without quotes", () => {
  const event = {
    ...EVENT,
    project: "C:\\Users\\kim\\Projects\\shop",
    summary: "Edit lib\\cart.ts",
    data: { path: "W:\\proj\\a b" },
  };
  const finds = (query: string) => compileQuery(parseQuery(query, NOW), compileLinear)(event);
  for (
    const query of [
      String.raw`project:C:\Users\kim\Projects\shop`.replaceAll("\\\\", "\\"),
      'project:"C:\\Users\\kim\\Projects\\shop"',
      'project:"C:\\Users\\kim\\Projects\\shop\\"',
      'project:"C:\\\\Users\\\\kim\\\\Projects\\\\shop"',
      'project:"c:/users/kim/projects/shop"',
      "project:Projects\\shop",
      '"lib\\cart.ts"',
      '"lib\\\\cart.ts"',
      "lib\\cart.ts",
      'data.path:"W:\\proj\\a b"',
      '"W:\\proj\\a"',
    ]
  ) assertEquals(finds(query), true, query);
  assertEquals(parseQuery('"say \\"hi\\" \\\\"', NOW), {
    kind: "text",
    text: 'say "hi" \\',
    quoted: true,
  });
});

Deno.test("a bound with < or > leaves the value itself out, one with <= or >= takes it in", () => {
  const found = ["<", "<=", ">", ">="].map((sign) => matches(`duration:${sign}2500ms`));
  assertEquals(found, [false, true, false, true]);
});

Deno.test("parseMoment() takes yesterday for the whole local day before", () => {
  assertEquals(parseMoment("yesterday", NOW), new Date(2026, 6, 1).getTime());
  assertEquals(
    parseMoment("yesterday", new Date(2026, 2, 1, 0, 5).getTime()),
    +new Date(2026, 1, 28),
  );
});
