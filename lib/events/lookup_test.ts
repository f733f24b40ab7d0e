import { assertEquals } from "@std/assert";
import { lookup } from "./lookup.ts";

Deno.test("lookup() finds a table's own entries, and nothing that every object inherits", () => {
  const table = { a: 1, b: 0 };
  assertEquals([lookup(table, "a"), lookup(table, "b")], [1, 0]);
  for (const key of ["constructor", "toString", "hasOwnProperty", "__proto__", "valueOf", "c"]) {
    assertEquals(lookup(table, key), undefined, key);
  }
});
