import { assertEquals } from "@std/assert";
import type { UsageRow } from "../../contract/usage.ts";
import type { Json } from "../../events/event.ts";
import { Story } from "../_story.ts";
import { localDay, type UsageRequest, viewUsageBy } from "../mod.ts";

function rows(story: Story, ...by: UsageRequest["by"]): readonly UsageRow[] {
  return viewUsageBy(story.state, { by }).rows;
}

function line(story: Story, cost: number, more: Record<string, Json> = {}): Story {
  return story.tell("session.status", { data: { cost: { total_cost_usd: cost, ...more } } });
}

function costs(story: Story, by: UsageRequest["by"][number]): [unknown, number | undefined][] {
  return rows(story, by).map((row) => [row[by], row.cost_usd?.value]);
}

/** The sum of all that is known, in whole cents. */
function cents(story: Story): number {
  return Math.round((viewUsageBy(story.state, { by: ["day"] }).total.cost_usd?.value ?? -1) * 100);
}

function point(story: Story, value: number, more: Record<string, Json> = {}, after = 1): Story {
  story.wait(after);
  const { ts = story.now, ...data } = more;
  return story.tell("otel.metric.cost.usage", {
    source: "otel",
    ts: Number(ts),
    data: { metric: "claude_code.cost.usage", value, model: "opus", ...data },
  });
}

const DELTA = { temporality: 1 };
const BEGUN = `${new Story().now}`;
const TOTAL = { temporality: 2, startTimeUnixNano: `${BEGUN}000001` };

Deno.test("a point of telemetry that is sent twice counts once", () => {
  const story = new Story();
  const ts = story.now;
  point(story, 0.1, { ...DELTA, ts });
  point(story, 0.1, { ...DELTA, ts }, 60);
  assertEquals(cents(story), 10);
  // The same amount later, and the same moment for another model, are others.
  point(story, 0.1, { ...DELTA, ts: ts + 60_000 }, 60);
  point(story, 0.1, { ...DELTA, ts, model: "haiku" });
  assertEquals(cents(story), 30);
});

Deno.test("a metric that is reported as a running total counts by what it grew", () => {
  const story = new Story();
  for (const value of [0.1, 0.1, 0.25, 0.3]) point(story, value, TOTAL);
  assertEquals(cents(story), 30);
  // Each line of the chart has a total of its own.
  point(story, 0.2, { ...TOTAL, model: "haiku" });
  point(story, 0.05, { ...TOTAL, speed: "fast" });
  assertEquals(cents(story), 55);
  // One that was overtaken on its way adds nothing.
  point(story, 0.2, TOTAL);
  assertEquals(cents(story), 55);
  // The program was started again, and counts from zero.
  const again = { ...TOTAL, startTimeUnixNano: `${BEGUN}000002` };
  point(story, 0.01, again);
  point(story, 0.04, again);
  point(story, 0.3, TOTAL);
  assertEquals(cents(story), 59);
  // One that began on a day before is of no day that anybody knows.
  const old = point(new Story(), 0.5, { ...TOTAL, startTimeUnixNano: "1783000000000000000" });
  point(old, 0.6, { ...TOTAL, startTimeUnixNano: "1783000000000000000" });
  assertEquals(costs(old, "day"), [[localDay(old.now), 0.1], [null, 0.5]]);
});

Deno.test("a running total without its beginning begins anew where it falls", () => {
  const story = new Story();
  for (const value of [0.1, 0.3, 0.05, 0.07]) point(story, value, { temporality: 2 });
  assertEquals(cents(story), 37);
  // What nobody explains is no figure.
  point(story, 5, {});
  point(story, 5, { temporality: 0 });
  assertEquals(cents(story), 37);
});

Deno.test("after /clear a first reading below the total before is the new session's own", () => {
  const story = new Story()
    .tell("session.start", { session: "old", data: { source: "startup" } })
    .tell("session.status", { session: "old", data: { cost: { total_cost_usd: 1 } } })
    .tell("session.start", { data: { source: "clear" } });
  line(story, 0.3);
  assertEquals(costs(story, "session"), [["old", 1], ["s", 0.3]]);
  line(story, 0.5);
  assertEquals(costs(story, "session"), [["old", 1], ["s", 0.5]]);
});

Deno.test("after /clear a first reading that may be the total before counts for nothing", () => {
  const story = new Story()
    .tell("session.start", { session: "other", project: "/home/kim/blog" })
    .tell("session.status", { session: "other", data: { cost: { total_cost_usd: 9 } } })
    .tell("session.start", { session: "old", project: "/home/kim/shop" })
    .tell("session.status", { session: "old", data: { cost: { total_cost_usd: 1 } } })
    .tell("session.end", { session: "old", data: { reason: "clear" } })
    .tell("session.start", { project: "/home/kim/shop", data: { source: "clear" } });
  line(story, 1.2);
  line(story, 1.5);
  assertEquals(costs(story, "session"), [["other", 9], ["old", 1], ["s", 0.3]]);
});
