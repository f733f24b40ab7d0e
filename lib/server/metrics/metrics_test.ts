import { assertEquals, assertStringIncludes } from "@std/assert";
import { testDraft } from "../../../tests/support/events.ts";
import { type LiveFigures, Metrics } from "./metrics.ts";

const event = (given: Parameters<typeof testDraft>[0] = {}) => ({ id: 1, ...testDraft(given) });

const LIVE = {
  uptime: 1,
  clients: 0,
  subscriptions: 0,
  store: { events: 0, last: 0, bytes: 0 },
  lag: { now: 0, max: 0 },
  memory: 0,
  heap: 0,
  queue: { now: 0, max: 0 },
  not_stored: 0,
} as unknown as LiveFigures;

Deno.test("Metrics counts what was stored and failed, by category", () => {
  const metrics = new Metrics();
  metrics.countStored([event(), event(), event({ status: "error" }), event({ category: "agent" })]);
  const text = metrics.prometheus(LIVE);
  assertStringIncludes(text, 'events_stored_total{category="tool"} 3');
  assertStringIncludes(text, 'events_stored_total{category="agent"} 1');
  assertStringIncludes(text, 'events_failed_total{category="tool"} 1');
});

Deno.test("Metrics counts duplicates, refusals, guesses and clients that were left out", () => {
  const metrics = new Metrics();
  metrics.countDuplicates(2);
  metrics.countDuplicates(3);
  for (const reason of ["no_token", "no_token", "too_large"]) metrics.countRefused(reason);
  metrics.countWrong("token");
  metrics.countGap();
  metrics.countGap();
  const text = metrics.prometheus(LIVE);
  const value = (name: string) => new RegExp(`${name} (\\d+)`).exec(text)?.[1];
  assertEquals(value("events_duplicate_total"), "5");
  assertEquals(value("feed_gaps_total"), "2");
  assertStringIncludes(text, 'requests_refused_total{reason="no_token"} 2');
  assertStringIncludes(text, 'requests_refused_total{reason="too_large"} 1');
  assertStringIncludes(text, 'wrong_credentials_total{kind="token"} 1');
});
