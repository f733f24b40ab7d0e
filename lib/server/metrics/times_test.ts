import { assert, assertEquals } from "@std/assert";
import { RecentTimes } from "./times.ts";

const SHARES = [0.5, 0.95, 0.99];

Deno.test("RecentTimes tells quantiles within two percent", () => {
  const times = new RecentTimes();
  for (let n = 1; n <= 10_000; n++) times.add(n / 10_000, 0);
  const [p50, p95, p99] = times.quantiles(SHARES, 1);
  for (const [found, right] of [[p50, 0.5], [p95, 0.95], [p99, 0.99]] as const) {
    assert(Math.abs((found ?? 0) / right - 1) < 0.025, `${found} for ${right}`);
  }
});

Deno.test("RecentTimes takes any time", () => {
  const times = new RecentTimes();
  for (const seconds of [0, -1, 1e-9, 1e9]) {
    times.add(seconds, 0);
    assert(Number.isFinite(times.quantiles([1], 0)[0]));
  }
  assertEquals(times.count, 4);
});

Deno.test("RecentTimes forgets what is older than ten minutes, and counts on", () => {
  const times = new RecentTimes();
  assertEquals(times.quantiles(SHARES, 0), [null, null, null]);
  times.add(1, 1_000);
  times.add(0.001, 500_000);
  const [, , p99] = times.quantiles(SHARES, 590_000);
  assert((p99 ?? 0) > 0.9);
  const [, , later] = times.quantiles(SHARES, 650_000);
  assert((later ?? 1) < 0.0011);
  assertEquals(times.quantiles(SHARES, 5_000_000), [null, null, null]);
  assertEquals(times.count, 2);
});
