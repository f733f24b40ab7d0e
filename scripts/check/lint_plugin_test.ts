import { assertEquals } from "@std/assert";
import plugin from "./lint_plugin.ts";

function found(source: string): number {
  return Deno.lint.runPlugin(plugin, "sample.ts", source).length;
}

Deno.test("no-foreign-key finds a table that is read by a key from outside", () => {
  assertEquals(found("const MARKS: Record<string, number> = {}; MARKS[key];"), 1);
  assertEquals(found("const MARKS: Readonly<Record<string, number>> = {}; f(MARKS[of(key)]);"), 1);
  assertEquals(found("function f(body: JsonObject, name: string) { return body[name]; }"), 1);
  assertEquals(found("const f = (body: JsonObject) => body[name];"), 1);
});

Deno.test("no-foreign-key lets typed tables, own fields and literal keys pass", () => {
  assertEquals(found("const MARKS: Record<Kind, number> = {}; MARKS[kind];"), 0);
  assertEquals(found('const MARKS: Record<string, number> = {}; MARKS["a"];'), 0);
  assertEquals(found("const counts: Record<string, number> = {}; counts[key] = 1;"), 0);
  const guarded = "return Object.hasOwn(MARKS, key) ? MARKS[key] : 0;";
  assertEquals(
    found(`const MARKS: Record<string, number> = {}; function f(key) { ${guarded} }`),
    0,
  );
});
