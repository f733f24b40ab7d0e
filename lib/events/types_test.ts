import { assertEquals } from "@std/assert";
import { CATEGORIES } from "./event.ts";
import { categoryOf, describeType, dotted, EVENT_TYPES, knownType } from "./types.ts";

Deno.test("knownType() knows a name in any spelling", () => {
  for (const name of ["PreToolUse", "pre_tool_use", "pre.tool.use", "PRE-TOOL", "tool.pre"]) {
    assertEquals(knownType(name), "tool.pre", name);
  }
  assertEquals(knownType("zebra"), undefined);
  assertEquals(knownType("constructor"), undefined);
});

Deno.test("EVENT_TYPES gives no name to two types", () => {
  for (const [type, { names, category }] of Object.entries(EVENT_TYPES)) {
    for (const name of [type, ...names]) assertEquals(knownType(name), type, name);
    assertEquals(dotted(type), type);
    assertEquals(CATEGORIES.includes(category), true);
  }
});

Deno.test("categoryOf() goes by the first word of a type that nobody knows", () => {
  assertEquals(categoryOf("tool.pre"), "tool");
  assertEquals(categoryOf("git.bisect"), "project");
  assertEquals(categoryOf("client.register"), "websocket");
  assertEquals(categoryOf("zebra.gallop"), "other");
  assertEquals(categoryOf("constructor.x"), "other");
  assertEquals(describeType("toString"), undefined);
});

Deno.test("dotted() keeps any name, in dotted lower case", () => {
  assertEquals(dotted("CodeAnalysis:fileDone"), "code.analysis.file.done");
  assertEquals(dotted("weird type with spaces"), "weird.type.with.spaces");
  assertEquals(dotted("MCPServer2Start"), "mcpserver2.start");
  assertEquals(dotted("größe_ändern"), "größe.ändern");
  assertEquals(dotted("!!!"), "event");
  assertEquals(dotted("x".repeat(500)).length, 100);
});
