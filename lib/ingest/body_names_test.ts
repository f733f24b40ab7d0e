import { assertEquals, assertNotEquals } from "@std/assert";
import { BodyNames } from "./body_names.ts";

const WAY = "/hooks/claude";

Deno.test("BodyNames gives equal texts of one way equal names, for half a second at least", () => {
  const names = new BodyNames();
  for (const text of ["{}", "x".repeat(100_000)]) {
    for (let start = 5_000; start < 7_000; start += 70) {
      const name = names.nameOf(WAY, text, start);
      for (const after of [0, 250, 500]) {
        assertEquals(names.nameOf(WAY, text, start + after), name, `${start} + ${after}`);
      }
    }
  }
});

Deno.test("BodyNames tells texts and ways apart", () => {
  const names = new BodyNames();
  const texts = ["{}", "{} ", "x".repeat(9_000), `${"x".repeat(9_000)} `];
  const all = texts.flatMap((text) => [WAY, "socket"].map((way) => names.nameOf(way, text, 1)));
  assertEquals(new Set(all).size, 8);
  assertNotEquals(new BodyNames().nameOf(WAY, "{} ", 1), names.nameOf(WAY, "{}", 1));
});

Deno.test("BodyNames forgets what came long ago, also when the clock is set back", () => {
  const names = new BodyNames();
  const first = names.nameOf(WAY, "{}", 10_000);
  assertNotEquals(names.nameOf(WAY, "{}", 13_000), first);
  const second = names.nameOf(WAY, "{}", 13_000);
  names.nameOf(WAY, "[]", 1_000);
  assertEquals(names.nameOf(WAY, "{}", 1_100), second);
  names.nameOf(WAY, "[]", 2_500);
  assertNotEquals(names.nameOf(WAY, "{}", 4_600), second);
});
