import { assertEquals } from "@std/assert";
import { endAt, pan, ticks, timeAt, xOf, zoom } from "./scale.ts";
import { linearScale, logScale } from "./value_scale.ts";

Deno.test("zoom() keeps the time under the pointer where it is", () => {
  const range = { from: 1000, to: 2000 };
  const near = zoom(range, 0.5, 1250);
  assertNear(xOf(1250, near, 800), xOf(1250, range, 800));
  assertEquals(near.to - near.from, 500);
  assertEquals(zoom(range, 1e-9, 1500).to - zoom(range, 1e-9, 1500).from, 50);
});

Deno.test("pan() and endAt() keep the length", () => {
  assertEquals(pan({ from: 0, to: 100 }, 0.5), { from: 50, to: 150 });
  const ended = endAt({ from: 0, to: 100 }, 1000);
  assertEquals([ended.to - ended.from, ended.to > 1000], [100, true]);
});

Deno.test("timeAt() is the way back from xOf()", () => {
  const range = { from: 5000, to: 9000 };
  assertNear(timeAt(xOf(6543, range, 777), range, 777), 6543);
});

Deno.test("ticks() marks round times within the range", () => {
  const { times, step } = ticks({ from: 1_000_001, to: 1_060_000 }, 660);
  assertEquals(step, 10_000);
  assertEquals(times.every((time) => time % 10_000 === 0 && time >= 1_000_001), true);
  assertEquals(times.length, 6);
});

Deno.test("linearScale() and logScale() mark round values up to the greatest", () => {
  assertEquals(linearScale(37).marks, [0, 10, 20, 30, 40]);
  assertEquals(linearScale(0).share(0), 0);
  assertEquals(logScale(5, 900).marks, [1, 10, 100, 1000]);
  assertEquals([logScale(5, 900).share(1000), logScale(5, 900).share(0)], [1, 0]);
  assertEquals(logScale(700, 200_000).marks, [100, 1000, 10_000, 60_000, 600_000]);
  assertEquals(logScale(2e8, 3e8).share(3e8), 1);
  assertEquals(linearScale(37, 2).marks, [0, 20, 40]);
});

function assertNear(actual: number, expected: number): void {
  assertEquals(Math.abs(actual - expected) < 1e-6, true, `${actual} is not ${expected}`);
}
