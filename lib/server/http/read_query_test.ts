import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readQuery } from "./read_query.ts";

Deno.test("readQuery() takes nothing for no filter", () => {
  for (const text of ["", "  \t"]) assertEquals(readQuery(text, 0), { filter: null });
});

Deno.test("readQuery() makes a filter of a query, and keeps its text", () => {
  const read = readQuery("tool:Bash", 0);
  assert("filter" in read && read.filter !== null);
  assertEquals(read.filter.text, "tool:Bash");
});

Deno.test("readQuery() says what is wrong with a query, and where", () => {
  const read = readQuery("tool:Bash /(/", 0);
  assert("error" in read);
  assertEquals(read.error.code, "bad_query");
  assertStringIncludes(read.error.message, "(column 11)");
});
