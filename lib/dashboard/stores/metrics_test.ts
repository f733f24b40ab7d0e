import { assertEquals } from "@std/assert";
import { ended, sample } from "./_sample.ts";
import { measure, quantile } from "./metrics.ts";
import { makeRow } from "./row.ts";

Deno.test("quantile() takes the value that the share lies at or below", () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
  assertEquals([0.5, 0.95, 0.99, 1].map((share) => quantile(hundred, share)), [50, 95, 99, 100]);
  assertEquals([quantile([7], 0.5), quantile([], 0.5)], [7, undefined]);
});

Deno.test("measure() counts within the stretch, by tool and category", () => {
  const rows = [
    makeRow(ended(1, { received: 500, duration_ms: 999 })),
    makeRow(ended(2, { received: 1000, duration_ms: 10 })),
    makeRow(ended(3, { received: 61_000, duration_ms: 30, status: "error" })),
    makeRow(sample(4, { received: 62_000, type: "hook.execution" })),
    makeRow(ended(5, { received: 121_000 })),
  ];
  const metrics = measure({
    rows,
    filter: () => true,
    from: 1000,
    to: 121_000,
    steps: 2,
    complete: true,
  });
  assertEquals([metrics.total, metrics.errors, metrics.durations], [2, 1, [10, 30]]);
  assertEquals(metrics.series.rate, [1, 1]);
  assertEquals(metrics.series.errors, [0, 1]);
  assertEquals(metrics.series.p50, [10, 30]);
  assertEquals(metrics.tools, [{ name: "Bash", count: 2, errors: 1, durations: [10, 30] }]);
  assertEquals(metrics.slowest.map((row) => row.id), [3, 2]);
});

Deno.test("measure() leaves unknown what lies before the first row that is loaded", () => {
  const rows = [makeRow(ended(9, { received: 90_000 }))];
  const request = { rows, filter: () => true, from: 0, to: 120_000, steps: 2 };
  assertEquals(measure({ ...request, complete: false }).series.rate, [null, 1]);
  assertEquals(measure({ ...request, complete: true }).series.rate, [0, 1]);
});
