import { assertEquals, assertMatch } from "@std/assert";
import { lineCount, oneLine, shortPath } from "./text.ts";
import { ago, clockTime, duration, isToday, shortSpan } from "./time.ts";

Deno.test("duration() uses a unit that fits", () => {
  assertEquals([0.4, 40, 999, 1234, 59_940, 185_000, 7_800_000].map(duration), [
    "<1 ms",
    "40 ms",
    "999 ms",
    "1.2 s",
    "59.9 s",
    "3 min 05 s",
    "2 h 10 min",
  ]);
});

Deno.test("ago() and shortSpan() say it at a glance", () => {
  assertEquals([500, 12_000, 300_000, 90_000_000].map(ago), [
    "just now",
    "12 s ago",
    "5 min ago",
    "1 day ago",
  ]);
  assertEquals(shortSpan(-5), "0 s");
});

Deno.test("clockTime() writes local time with tenths", () => {
  assertMatch(clockTime(1_700_000_000_370), /^\d\d:\d\d:20\.3$/);
});

Deno.test("oneLine() cuts and joins lines, lineCount() counts them", () => {
  assertEquals(oneLine("  a\n\tb  "), "a b");
  assertEquals(oneLine("x".repeat(2_000_000), 10), "xxxxxxxxx…");
  assertEquals(["", "a", "a\n", "a\nb"].map(lineCount), [0, 1, 1, 2]);
});

Deno.test("shortPath() leaves the project's folder away, and nothing else", () => {
  assertEquals(shortPath("/p/a/b.ts", "/p/a"), "b.ts");
  assertEquals(shortPath("/p/ab/c.ts", "/p/a"), "/p/ab/c.ts");
});

Deno.test("isToday() knows the day from midnight to midnight", () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  const at = (day: number, hour: number, ms = 0) =>
    new Date(2026, 10, day, hour, 0, 0, ms).getTime();
  assertEquals(
    [at(22, 0), at(22, 23), at(21, 23), at(23, 0)].map((ms) => isToday(ms, noon)),
    [true, true, false, false],
  );
});
