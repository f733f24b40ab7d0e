import { assertEquals } from "@std/assert";
import type { UsageSource } from "../../contract/usage.ts";
import type { Entry } from "./ledger.ts";
import { resolve } from "./resolve.ts";
import { allocatedEntries } from "./unallocated.ts";

function entry(from: UsageSource, day: string | null, cost_usd: number): Entry {
  return { day, agent: "main", model: null, from, amounts: { cost_usd } };
}

const MONDAY = "2026-11-23";

Deno.test("resolve() takes the first source whole, and of the next what it tells beyond", () => {
  const all = [entry("status line", MONDAY, 5), entry("telemetry", MONDAY, 3)];
  assertEquals(resolve(all).map(({ from, amounts }) => [from, amounts.cost_usd]), [
    ["status line", 2],
    ["telemetry", 3],
  ]);
});

Deno.test("what was used before anybody watched is said to be until the first day", () => {
  const before = entry("status line", null, 4);
  const first = entry("status line", MONDAY, 0);
  const later = entry("status line", "2026-11-24", 1);
  assertEquals(allocatedEntries([before, first, later]), [{ ...before, until: MONDAY }, later]);
});
