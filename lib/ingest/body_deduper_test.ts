import { assertEquals, assertNotEquals } from "@std/assert";
import { BodyDeduper } from "./body_deduper.ts";

const ROUTE = "/hooks/claude";

Deno.test("BodyDeduper gives equal texts of one route equal digests, for half a second at least", () => {
  const names = new BodyDeduper();
  for (const text of ["{}", "x".repeat(100_000)]) {
    for (let start = 5_000; start < 7_000; start += 70) {
      const name = names.digestOf(ROUTE, text, start);
      for (const after of [0, 250, 500]) {
        assertEquals(names.digestOf(ROUTE, text, start + after), name, `${start} + ${after}`);
      }
    }
  }
});

Deno.test("BodyDeduper tells texts and routes apart", () => {
  const names = new BodyDeduper();
  const texts = ["{}", "{} ", "x".repeat(9_000), `${"x".repeat(9_000)} `];
  const all = texts.flatMap((text) =>
    [ROUTE, "socket"].map((route) => names.digestOf(route, text, 1))
  );
  assertEquals(new Set(all).size, 8);
  assertNotEquals(new BodyDeduper().digestOf(ROUTE, "{} ", 1), names.digestOf(ROUTE, "{}", 1));
});

Deno.test("BodyDeduper forgets what came long ago, also when the clock is set back", () => {
  const names = new BodyDeduper();
  const first = names.digestOf(ROUTE, "{}", 10_000);
  assertNotEquals(names.digestOf(ROUTE, "{}", 13_000), first);
  const second = names.digestOf(ROUTE, "{}", 13_000);
  names.digestOf(ROUTE, "[]", 1_000);
  assertEquals(names.digestOf(ROUTE, "{}", 1_100), second);
  names.digestOf(ROUTE, "[]", 2_500);
  assertNotEquals(names.digestOf(ROUTE, "{}", 4_600), second);
});
