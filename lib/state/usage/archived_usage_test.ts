import { assertEquals } from "@std/assert";
import { archiveUsage } from "./archived_usage.ts";
import { dayBefore } from "./day.ts";
import type { Entry } from "./ledger.ts";

const NOON = new Date(2026, 10, 20, 12).getTime();

const entry = (day: string | null, cost_usd: number): Entry => ({
  day,
  agent: "main",
  model: "opus",
  from: "telemetry",
  amounts: { cost_usd },
});

const session = (...entries: readonly Entry[]) => ({ project: "/app", usage: { entries } });

Deno.test("archiveUsage() sums up sessions of one kind, and counts them", () => {
  const day = dayBefore(NOON, 1);
  const one = archiveUsage([], [session(entry(day, 1)), session(entry(day, 2))], NOON);
  const more = archiveUsage(one, [session(entry(day, 4)), session(entry(null, 8))], NOON);
  assertEquals(more.map(({ day, amounts, sessions }) => [day, amounts.cost_usd, sessions]), [
    [null, 8, 1],
    [day, 7, 3],
  ]);
});

Deno.test("archiveUsage() keeps 400 days, and what belongs to no day", () => {
  const days = [401, 400, 0].map((ago) => dayBefore(NOON, ago));
  const kept = archiveUsage([], [session(...days.map((day) => entry(day, 1)))], NOON);
  assertEquals(kept.map(({ day }) => day), days.slice(1));
});
