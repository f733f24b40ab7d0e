import { assertEquals } from "@std/assert";
import { parseQuery } from "./parse.ts";
import { quoteValue, typedValue } from "./quote_value.ts";

const VALUES = [
  "C:\\Users\\kim\\Projects\\shop",
  "C:\\",
  "\\\\server\\share\\",
  'a "quoted" name',
  '\\"',
  "/home/dev/shop (old)",
  "Code Reviewer",
  "engineer-7",
  "call:toolu_01",
  "a,b*c",
  "한국어",
];

Deno.test("what is quoted for a query is read as it was", () => {
  for (const value of VALUES) {
    const wanted = { kind: "word", field: "project", value, quoted: true };
    assertEquals<unknown>(parseQuery(`project:${quoteValue(value)}`, 0), wanted, value);
  }
});

Deno.test("typedValue() leaves plain words alone", () => {
  for (const value of VALUES) {
    const term = parseQuery(`(agent:${typedValue(value)})`, 0);
    assertEquals(term.kind === "word" ? term.value : term, value);
  }
  assertEquals(["Explore", "call:toolu_01", "a b"].map(typedValue), [
    "Explore",
    "call:toolu_01",
    '"a b"',
  ]);
});
