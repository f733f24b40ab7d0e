import { assertEquals } from "@std/assert";
import { wrap } from "./wrap.ts";

Deno.test("wrap() breaks between words, and never within one", () => {
  assertEquals(wrap("one two three", 7), ["one two", "three"]);
  assertEquals(wrap("one two three", 13), ["one two three"]);
  assertEquals(wrap("a http://localhost:8765/x b", 5), ["a", "http://localhost:8765/x", "b"]);
  assertEquals(wrap("one", Infinity), ["one"]);
  assertEquals(wrap("", 5), [""]);
});
