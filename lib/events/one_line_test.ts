import { assert, assertEquals } from "@std/assert";
import { oneLine } from "./one_line.ts";

Deno.test("oneLine() makes one line of any text", () => {
  assertEquals(oneLine("plain"), "plain");
  assertEquals(oneLine("  two\n\tlines \r\n"), "two lines");
  assertEquals(oneLine("a\u0000b\u001b[31mred\u009b"), "a b [31mred");
  assertEquals(oneLine("one\u2028two"), "one two");
  assertEquals(oneLine("half \ud800 a character"), "half \ufffd a character");
  assertEquals(oneLine(""), "");
});

Deno.test("oneLine() cuts with an ellipsis, never within a character", () => {
  assertEquals(oneLine("abcdef", 6), "abcdef");
  assertEquals(oneLine("abcdefg", 6), "abcde…");
  assertEquals(oneLine("abcd efg", 6), "abcd…");
  assertEquals(oneLine("abcd😀fg", 6), "abcd…");
  assertEquals(oneLine("x".repeat(1_000_000), 10), "xxxxxxxxx…");
  assert(oneLine(`${" ".repeat(1000)}x`, 10).length <= 10);
});
