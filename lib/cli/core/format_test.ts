import { assertEquals } from "@std/assert";
import { formatAge, formatCount, formatDuration, formatRate, plural } from "./format.ts";

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

Deno.test("formatDuration() begins with the first unit that counts", () => {
  assertEquals(formatDuration(2 * HOUR + 15 * MINUTE + 30 * SECOND), "2h 15m 30s");
  assertEquals(formatDuration(3 * 24 * HOUR + SECOND), "3d 0h 0m 1s");
  assertEquals(formatDuration(999), "0s");
  assertEquals(formatDuration(-5), "0s");
});

Deno.test("formatAge() leaves the seconds out once there are minutes", () => {
  assertEquals(formatAge(2 * HOUR + 10 * MINUTE + 5 * SECOND), "2h 10m ago");
  assertEquals(formatAge(30 * MINUTE), "30m ago");
  assertEquals(formatAge(7 * SECOND), "7s ago");
});

Deno.test("formatCount() groups by thousands", () => {
  assertEquals([0, 999, 1_247, 1_234_567].map(formatCount), ["0", "999", "1,247", "1,234,567"]);
});

Deno.test("plural() and formatRate() read well", () => {
  assertEquals([plural(1, "client"), plural(0, "client")], ["1 client", "0 clients"]);
  assertEquals([formatRate(1_382, 8_130_000), formatRate(5, 0)], ["0.17/sec", "0.00/sec"]);
});
