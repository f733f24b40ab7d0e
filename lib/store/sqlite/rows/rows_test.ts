import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { StringReader } from "./interned_strings.ts";
import { toEvent, toJson } from "./stored_event.ts";

function namesOf(...texts: readonly string[]): { names: StringReader; close: () => void } {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE names (id INTEGER PRIMARY KEY, text TEXT)");
  for (const text of texts) database.prepare("INSERT INTO names (text) VALUES (?)").run(text);
  const names = new StringReader(database);
  names.refresh();
  return { names, close: () => database.close() };
}

Deno.test("StringReader finds the strings that pass a test, unless they are too many", () => {
  const { names, close } = namesOf("apple", "pear", "apricot");
  assertEquals(names.find((text) => text.startsWith("ap")), [1, 3]);
  assertEquals(names.find(() => false), []);
  close();
  const many = namesOf(...Array.from({ length: 501 }, (_, index) => `n${index}`));
  assertEquals(many.names.find(() => true), undefined);
  assertEquals(many.names.find((text) => text !== "n0")?.length, 500);
  many.close();
});

Deno.test("a stored event has what was stored of it, and nothing else", () => {
  const { names, close } = namesOf("claude-code", "tool", "tool.post");
  const row = {
    id: 7,
    ts: 1,
    received: 2,
    source: 1,
    category: 2,
    type: 3,
    session: null,
    agent: null,
    project: null,
    tool: null,
    status: null,
    correlation: null,
    duration_ms: null,
    summary: "one",
    data: "{}",
  };
  const least = {
    id: 7,
    ts: 1,
    received: 2,
    source: "claude-code",
    category: "tool",
    type: "tool.post",
    summary: "one",
    data: {},
  };
  assertEquals(JSON.parse(toJson(row, names)), least);
  const timed = { ...row, duration_ms: 12.5, correlation: "t1" };
  assertEquals(JSON.parse(toJson(timed, names)), {
    ...least,
    duration_ms: 12.5,
    correlation: "t1",
  });
  assertEquals({ ...toEvent(timed, names) }, JSON.parse(toJson(timed, names)));
  close();
});
