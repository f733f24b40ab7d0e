import { assertEquals } from "@std/assert";
import { LINE, scrollToShow, slotsOf, windowOf } from "./window.ts";

Deno.test("windowOf() draws the lines in view and some beyond each edge", () => {
  assertEquals(windowOf(0, 240, 1000), { from: 0, to: 18 });
  assertEquals(windowOf(100 * LINE, 240, 1000), { from: 92, to: 118 });
  assertEquals(windowOf(990 * LINE, 240, 1000), { from: 982, to: 1000 });
});

Deno.test("windowOf() copes with a list that has become shorter than its place", () => {
  assertEquals(windowOf(500 * LINE, 240, 3), { from: 2, to: 3 });
  assertEquals(windowOf(500 * LINE, 240, 0), { from: 0, to: 0 });
});

Deno.test("scrollToShow() moves only as far as it must", () => {
  assertEquals(scrollToShow(5, 0, 240), 0);
  assertEquals(scrollToShow(10, 0, 240), LINE);
  assertEquals(scrollToShow(2, 100, 240), 2 * LINE);
});

Deno.test("slotsOf() has a slot for every line that is drawn, wherever the list stands", () => {
  for (const height of [0, 1, 240, 251]) {
    for (let top = 0; top < 3 * LINE; top++) {
      const { from, to } = windowOf(40 * LINE + top, height, 1000);
      assertEquals(to - from <= slotsOf(height), true, `${height} at ${top}`);
    }
  }
});
