import { assert, assertEquals } from "@std/assert";
import { Checklist, median } from "./checklist.ts";

Deno.test("Checklist tells what did not hold, and why", () => {
  const list = new Checklist();
  list.check("start", true, "never shown");
  list.check("stop", false, "exit 1\n");
  list.measure("status", [170, 149.6, 140], 150);
  assert(!list.passed);
  assertEquals(
    list.table(),
    "✓ start\n✗ stop    exit 1\n✓ status  median 150 ms, fastest 140 ms (limit 150 ms)\n1 of 3 did not hold",
  );
});

Deno.test("Checklist passes when everything held", () => {
  const list = new Checklist();
  list.check("start", true);
  assert(list.passed);
  list.measure("status", [140, 151, 152], 150);
  assert(!list.passed);
});

Deno.test("median() takes the middle one", () => {
  assertEquals(median([9, 1, 5]), 5);
  assertEquals(median([4, 2, 1, 3]), 2);
  assert(Number.isNaN(median([])));
});
