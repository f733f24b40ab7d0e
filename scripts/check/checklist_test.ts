import { assert, assertEquals } from "@std/assert";
import { Checklist, median } from "./checklist.ts";

Deno.test("Checklist tells what did not hold, and why", () => {
  const list = new Checklist();
  list.check("start", true, "never shown");
  list.check("stop", false, "exit 1\n");
  list.measure("status", [170, 149.6, 140], { times: [60, 49, 50], most: 2.9 });
  assert(!list.passed);
  assertEquals(
    list.table(),
    "✓ start\n✗ stop    exit 1\n✗ status  median 150 ms, fastest 140 ms (3.0 x the floor, 2.9 at most)\n" +
      "2 of 3 did not hold",
  );
});

Deno.test("Checklist passes when everything held", () => {
  const list = new Checklist();
  list.check("start", true);
  assert(list.passed);
  list.measure("status", [140, 151, 152], { times: [50], most: 3.1 });
  list.measure("start", [9_999], null);
  assert(list.passed);
  list.measure("status", [140, 161, 162], { times: [50], most: 3.1 });
  assert(!list.passed);
});

Deno.test("median() takes the middle one", () => {
  assertEquals(median([9, 1, 5]), 5);
  assertEquals(median([4, 2, 1, 3]), 2);
  assert(Number.isNaN(median([])));
});
