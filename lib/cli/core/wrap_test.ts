import { assertEquals } from "@std/assert";
import { columnsOf } from "./columns.ts";
import { wrap } from "./wrap.ts";

Deno.test("wrap() breaks between words, and never within one", () => {
  assertEquals(wrap("one two three", 7, columnsOf), ["one two", "three"]);
  assertEquals(wrap("one two three", 13, columnsOf), ["one two three"]);
  assertEquals(wrap("a http://localhost:8765/x b", 5, columnsOf), [
    "a",
    "http://localhost:8765/x",
    "b",
  ]);
  assertEquals(wrap("one", Infinity, columnsOf), ["one"]);
  assertEquals(wrap("", 5, columnsOf), [""]);
});
