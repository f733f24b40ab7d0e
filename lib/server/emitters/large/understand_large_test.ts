import { assert, assertEquals } from "@std/assert";
import type { LargeBody } from "./protocol.ts";
import { splitExport } from "./split_export.ts";
import { trimJson } from "./trim_json.ts";
import { understandLarge } from "./understand_large.ts";

function understand(text: string, given: Partial<LargeBody> = {}) {
  const body: LargeBody = {
    path: "/api/events",
    formats: [],
    charset: undefined,
    received: 1,
    redact: true,
    key: undefined,
    firstLine: undefined,
    seen: 0,
    ...given,
  };
  const parts = Array.from(understandLarge(body, text));
  return {
    parts,
    events: parts.flatMap(({ events }) => events),
    faults: parts.flatMap(({ faults }) => faults),
  };
}

Deno.test("understandLarge() hands a long list on in parts, in order and each item once", () => {
  const items = Array.from({ length: 1234 }, (_, n) => ({ type: "a.b", data: { n } }));
  const { parts, events } = understand(JSON.stringify(items));
  assert(parts.every(({ events }) => events.length <= 200));
  assertEquals(events.map(({ draft }) => (draft.data as { n: number }).n), items.map((_, n) => n));
  assertEquals(new Set(events.map(({ body }) => body)).size, items.length);
});

Deno.test("understandLarge() takes what a message of a socket says first", () => {
  const say = (list: string) => understand(list, { path: "socket claude_event" });
  const { events } = say('["claude_event", {"type":"a.b"} ,{"type":"a.c"}]');
  assertEquals(events.map(({ draft }) => draft.type), ["a.b"]);
  for (const list of ['["claude_event",[{"type":"a.b"}]]', '["claude_event"]', '["a",{"x":}]']) {
    const { events, faults } = say(list);
    assertEquals([events.length, faults.length], [0, 1], list);
  }
});

Deno.test("understandLarge() stores what comes before what is no JSON, and says so", () => {
  const { events, faults } = understand('[{"type":"a.b"},{"type":"a.b"},{"type":');
  assertEquals(events.length, 2);
  assertEquals(faults.length, 1);
});

Deno.test("understandLarge() goes on behind a line that is no JSON, however long it is", () => {
  const long = `{"type":"a.b","x":"${"y".repeat(200_000)}",`;
  for (const broken of [long, `${long}}}`, '{"type":']) {
    const { events, faults } = understand(
      `{"type":"a.b","n":1}\n${broken}\n{"type":"a.b","n":2}\n`,
      { firstLine: 1 },
    );
    assertEquals(events.length, 2, broken.slice(-10));
    assertEquals(faults.map(({ where }) => where), ["line 2"]);
  }
});

Deno.test("understandLarge() goes on behind an item of a list that is no JSON", () => {
  const broken = `{"x":"${"y".repeat(200_000)}" "z":1}`;
  const { events, faults } = understand(`[{"type":"a.b"},${broken},{"type":"a.b"}]`);
  assertEquals([events.length, faults.map(({ where }) => where)], [2, ["item 2"]]);
});

Deno.test("understandLarge() reads lines without their content type, and Python's numbers", () => {
  assertEquals(
    understand('{"type":"a.b"}\n{"type":"a.b","x":NaN}\n\n{"type":"a.b"}\n').events.length,
    3,
  );
});

Deno.test("understandLarge() keeps what says what an event is when most of it is cut", () => {
  const input = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`key${n}`, n]));
  const text = JSON.stringify({
    hook_event_name: "PreToolUse",
    tool_input: input,
    session_id: "s",
    tool_name: "Bash",
  });
  const { events } = understand(text, { path: "/hooks/claude" });
  assertEquals([events[0]?.draft.session, events[0]?.draft.tool], ["s", "Bash"]);
  assert(JSON.stringify(events[0]).length < 200_000);
});

Deno.test("trimJson() changes nothing but the spaces of what is not too much", () => {
  const value = { a: [1, -2.5e3, 'x\\"y', null, true, { b: {} }, []], "c d": "é" };
  for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
    assertEquals(JSON.parse(trimJson(text)), value);
  }
});

Deno.test("splitExport() hands out all records, with what is said of all of them", () => {
  const records = Array.from({ length: 500 }, (_, n) => ({ body: { stringValue: `r${n}` } }));
  const text = JSON.stringify({
    resourceLogs: [{
      scopeLogs: [{ logRecords: records, scope: { name: "s" } }],
      resource: { attributes: [] },
    }],
  });
  const parts = Array.from(splitExport("logs", text), (part) => JSON.parse(part));
  assert(parts.length > 1);
  for (const part of parts) assertEquals(part.resourceLogs[0].resource, { attributes: [] });
  assertEquals(parts.flatMap((part) => part.resourceLogs[0].scopeLogs[0].logRecords), records);
});
