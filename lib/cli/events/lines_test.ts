import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { stripAnsiCode } from "@std/fmt/colors";
import type { CanonicalEvent } from "../../events/event.ts";
import { csvLine } from "./csv.ts";
import { formatOption } from "./formats.ts";
import { humanLine } from "./human_line.ts";

const event: CanonicalEvent = {
  id: 7,
  ts: 0,
  received: new Date(2026, 6, 2, 14, 2, 11, 345).getTime(),
  source: "claude-code",
  category: "tool",
  type: "tool.post",
  agent: "engineer",
  project: "/home/dev/shop-api",
  status: "error",
  duration_ms: 2_340,
  summary: "Bash: npm test",
  data: { a: 'b"c' },
};

Deno.test("humanLine() says when, who, what and how it went", () => {
  const line = stripAnsiCode(humanLine(event));
  assertEquals(line, "14:02:11.3  shop-api/engineer       Bash: npm test  ✗ failed  2.3 s  #7");
});

Deno.test("humanLine() marks who still waits, and for how long", () => {
  const asked: CanonicalEvent = {
    id: 7,
    ts: 0,
    received: event.received,
    source: "claude-code",
    category: "tool",
    type: "permission.request",
    project: "/home/dev/shop-api",
    summary: `Bash: ${"git push ".repeat(20)}`,
    data: {},
  };
  const line = stripAnsiCode(humanLine(asked, 100, 11 * 3_600_000 + 59 * 60_000));
  assertMatch(line, /^14:02:11\.3 .* ● Bash: git push.*… {2}waits for 11h 59m {2}#7$/);
  assert([...line].length <= 100, line);
  const open = { since: event.received, now: event.received + 60_000 };
  assertEquals(JSON.parse(formatOption({ json: true })(event, open)), {
    ...event,
    waiting_since: event.received,
  });
  assertMatch(
    formatOption({ format: "logfmt" })(event, open),
    new RegExp(` waiting_since=${event.received}$`),
  );
});

Deno.test("humanLine() marks questions, those of tools, too", () => {
  const line = humanLine({
    ...event,
    type: "tool.pre",
    tool: "AskUserQuestion",
    summary: "Ask: x",
  });
  assertStringIncludes(stripAnsiCode(line), "● Ask: x");
});

Deno.test("humanLine() fits the terminal and cannot steer it", () => {
  const summary = `\x1b[2J\x07${"long ".repeat(100)}`;
  const line = stripAnsiCode(humanLine({ ...event, summary }, 100));
  assert([...line].length <= 100, line);
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  assert(!/[\x00-\x1f]/.test(line));
});

Deno.test("humanLine() uses all of a narrow terminal for what happened", () => {
  const note = { ...event, type: "note", summary: "word ".repeat(30) };
  for (const shown of [note, { ...note, type: "permission.request" }]) {
    assertEquals([...stripAnsiCode(humanLine(shown, 80))].length, 80);
  }
});

Deno.test("formatOption() names the project of telemetry that tells its session only", () => {
  const format = formatOption({});
  const project = "/home/dev/shop-api";
  format({ ...event, session: "s-1", project });
  const bare: CanonicalEvent = {
    id: 8,
    ts: 0,
    received: event.received,
    source: "otel",
    category: "other",
    type: "otel.api.request",
    session: "s-1",
    summary: "x",
    data: {},
  };
  assertStringIncludes(format(bare), "shop-api");
  assertStringIncludes(format({ ...bare, session: "s-2" }), "otel");
  assertEquals(formatOption({ json: true })(bare), JSON.stringify(bare));
});

Deno.test("csvLine() quotes cells and keeps spreadsheets from running them", () => {
  const line = csvLine({ ...event, summary: '=HYPERLINK("x"),1', session: "-2+3" });
  assertStringIncludes(line, `"'=HYPERLINK(""x""),1"`);
  assertStringIncludes(line, ",'-2+3,");
  assertStringIncludes(line, `"{""a"":""b\\""c""}"`);
});

Deno.test("formatOption() knows json and logfmt, and --json", () => {
  assertEquals(JSON.parse(formatOption({ json: true })(event)), event);
  const line = formatOption({ format: "logfmt" })(event);
  assertStringIncludes(line, 'summary="Bash: npm test" data="{\\"a\\":\\"b\\\\\\"c\\"}"');
});
