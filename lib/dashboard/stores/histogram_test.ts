import { assertEquals } from "@std/assert";
import { ended } from "./_sample.ts";
import { histogram, queryMoment } from "./histogram.ts";
import { makeRow } from "./row.ts";

Deno.test("histogram() counts in round steps, failures apart", () => {
  const rows = [0, 100, 1500, 9000].map((received, at) =>
    makeRow(ended(at + 1, { received, status: received === 1500 ? "error" : "ok" }))
  );
  const counted = histogram(rows, 11);
  assertEquals([counted?.from, counted?.step, counted?.bars.length], [0, 1000, 10]);
  assertEquals(counted?.bars[0], { count: 2, errors: 0 });
  assertEquals(counted?.bars[1], { count: 1, errors: 1 });
  assertEquals(histogram([], 10), undefined);
});

Deno.test("histogram() never makes more bars than asked for, however long the stretch", () => {
  const rows = [0, 5 * 365 * 86_400_000].map((received, at) =>
    makeRow(ended(at + 1, { received }))
  );
  assertEquals((histogram(rows, 100)?.bars.length ?? 999) <= 100, true);
});

Deno.test("queryMoment() writes local time", () => {
  assertEquals(queryMoment(new Date(2026, 6, 2, 9, 5, 7).getTime()), "2026-07-02T09:05:07");
});
