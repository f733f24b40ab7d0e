import { assertEquals } from "@std/assert";
import { quantile } from "../report.ts";
import { type Figure, isMissed, lineOf, medians, slope } from "./figures.ts";

const figure: Figure = { name: "Key to picture", value: 30, unit: "ms", limit: 50 };

Deno.test("isMissed() knows both directions, and takes no value for a missed one", () => {
  assertEquals(isMissed(figure), false);
  assertEquals(isMissed({ ...figure, value: 51 }), true);
  assertEquals(isMissed({ ...figure, value: 51, atLeast: true }), false);
  assertEquals(isMissed({ ...figure, value: 49, atLeast: true }), true);
  assertEquals(isMissed({ ...figure, value: NaN }), true);
  assertEquals(isMissed({ ...figure, value: NaN, atLeast: true }), true);
});

Deno.test("quantile() takes the value that the share is not above", () => {
  assertEquals(quantile([5, 1, 3, 2, 4], 0.5), 3);
  assertEquals(quantile([5, 1, 3, 2, 4], 0.95), 5);
  assertEquals(quantile([], 0.5), NaN);
});

Deno.test("medians() forgives one bad round, but not two, nor one without a value", () => {
  const round = (value: number) => [{ ...figure, value }];
  assertEquals(medians([round(80), round(30), round(40)])[0]?.value, 40);
  assertEquals(medians([round(80), round(30), round(90)])[0]?.value, 80);
  assertEquals(medians([round(30), [], round(30)])[0]?.value, NaN);
});

Deno.test("slope() is the growth for each step", () => {
  assertEquals(slope([[0, 10], [1, 12], [2, 14]]), 2);
  assertEquals(slope([[0, 10], [1, 12], [2, 10]]), 0);
});

Deno.test("lineOf() marks what is missed", () => {
  assertEquals(lineOf(figure).startsWith("✓ Key to picture"), true);
  assertEquals(
    lineOf({ ...figure, value: 120 }).replace(/ +/g, " "),
    "✗ Key to picture 120 ms (≤ 50)",
  );
});
