import { assert, assertEquals } from "@std/assert";
import type { Json } from "../../events/event.ts";
import { Story } from "../_story.ts";
import { countedAt } from "./day.ts";
import { dayBefore, localDay, type UsageRequest, viewUsageBy } from "../mod.ts";
import type { UsageRow } from "../../contract/usage.ts";

function request(story: Story, about: Record<string, Json>): Story {
  return story.tell("otel.api.request", { source: "otel", data: about });
}

function line(story: Story, cost: number, more: Record<string, Json> = {}): Story {
  return story.tell("session.status", { data: { cost: { total_cost_usd: cost, ...more } } });
}

function rows(story: Story, ...by: UsageRequest["by"]): readonly UsageRow[] {
  return viewUsageBy(story.state, { by }).rows;
}

function costs(story: Story, by: UsageRequest["by"][number]): [unknown, number | undefined][] {
  return rows(story, by).map((row) => [row[by], row.cost_usd?.value]);
}

/** The sum of all that is known, in whole cents. */
function cents(story: Story): number {
  return Math.round((viewUsageBy(story.state, { by: ["day"] }).total.cost_usd?.value ?? -1) * 100);
}

Deno.test("telemetry is summed up by day, model, agent, session and project", () => {
  const story = new Story().tell("session.start", {
    project: "/home/kim/shop",
    data: { source: "startup" },
  });
  const main = { query_source: "repl_main_thread", model: "opus", cost_usd: 1, input_tokens: 10 };
  request(story, main);
  request(story, { ...main, cost_usd: 2, output_tokens: 5 });
  request(story, { ...main, "agent.name": "reviewer", model: "haiku", cost_usd: 0.25 });
  const today = localDay(story.now);
  assertEquals(costs(story, "day"), [[today, 3.25]]);
  assertEquals(costs(story, "model"), [["opus", 3], ["haiku", 0.25]]);
  assertEquals(costs(story, "agent"), [["main", 3], ["reviewer", 0.25]]);
  assertEquals(costs(story, "session"), [["s", 3.25]]);
  assertEquals(costs(story, "project"), [["/home/kim/shop", 3.25]]);
  const [row] = rows(story, "day", "model");
  assertEquals(row, {
    day: today,
    model: "opus",
    cost_usd: { value: 3, from: ["telemetry"] },
    tokens: { value: { input: 20, output: 5 }, from: ["telemetry"] },
    requests: { value: 2, from: ["telemetry"] },
    sessions: 1,
    unknown: { cost_usd: 0, tokens: 0 },
  });
});

Deno.test("telemetry's numbers may be text, as Claude Code writes them", () => {
  const story = request(new Story(), { cost_usd: "0.125", input_tokens: "12", model: "opus" });
  assertEquals(costs(story, "model"), [["opus", 0.125]]);
  assertEquals(rows(story, "day")[0]?.tokens?.value, { input: 12 });
});

Deno.test("what nobody reported is unknown, and never zero", () => {
  const story = new Story().tell("prompt.submit");
  const [row] = rows(story, "session");
  assertEquals([row?.cost_usd, row?.tokens, row?.requests], [null, null, null]);
  assertEquals(row?.unknown, { cost_usd: 1, tokens: 1 });
  // A request whose price was not reported has tokens, and no price of zero.
  request(story, { input_tokens: 3 });
  assertEquals(rows(story, "session")[0]?.cost_usd, null);
  assertEquals(story.session.usage.cost_usd, null);
});

Deno.test("telemetry and the status line tell of the same money, which counts once", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  request(story, { cost_usd: 0.4, model: "opus" });
  line(story, 0.4021);
  assertEquals(cents(story), 40);
  assertEquals(costs(story, "model"), [["opus", 0.4]]);
  // The status line knows of money that telemetry, switched on late, did not tell.
  line(story, 1.9);
  assertEquals(cents(story), 190);
  assertEquals(costs(story, "model"), [[null, 1.5], ["opus", 0.4]]);
  assertEquals(story.session.usage.cost_usd, { value: 1.9, from: "status line" });
  assertEquals(rows(story, "day")[0]?.cost_usd?.from, ["telemetry", "status line"]);
});

Deno.test("a request that is reported on the other side of midnight is not counted on both", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  const evening = new Date(story.now);
  evening.setHours(23, 59, 50);
  story.now = evening.getTime();
  request(story, { cost_usd: 1 });
  story.wait(30);
  line(story, 1);
  assertEquals(costs(story, "day"), [[localDay(evening.getTime()), 1]]);
});

Deno.test("metrics of telemetry count where its requests are not reported", () => {
  const story = new Story();
  const cost = { metric: "claude_code.cost.usage", value: 0.5, model: "opus", temporality: 1 };
  story.tell("otel.metric.cost.usage", { source: "otel", data: cost });
  story.tell("otel.metric.token.usage", {
    source: "otel",
    data: { value: 40, type: "cacheRead", model: "opus", temporality: 1 },
  });
  assertEquals(costs(story, "model"), [["opus", 0.5]]);
  assertEquals(rows(story, "day")[0]?.tokens, {
    value: { cache_read: 40 },
    from: ["telemetry metrics"],
  });
  request(story, { cost_usd: 0.5, model: "opus" });
  assertEquals(cents(story), 50);
  // A running total cannot be added up.
  story.tell("otel.metric.cost.usage", { source: "otel", data: { ...cost, temporality: 2 } });
  assertEquals(cents(story), 50);
});

Deno.test("a request that an exporter sends again counts once", () => {
  const story = request(new Story(), { cost_usd: 1, request_id: "req_1" });
  request(story, { cost_usd: 1, request_id: "req_1" });
  request(story, { cost_usd: 1, request_id: "req_2" });
  assertEquals(cents(story), 200);
});

Deno.test("a running cost that begins anew is added to what was before", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  line(story, 0.8);
  line(story, 1);
  story.wait(3_600).tell("session.start", { data: { source: "resume" } });
  line(story, 0.1);
  line(story, 0.3);
  assertEquals(cents(story), 130);
});

Deno.test("a running cost that goes on after a resume is not counted again", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  line(story, 1);
  story.tell("session.end").wait(3_600).tell("session.start", { data: { source: "resume" } });
  line(story, 1);
  line(story, 1.2);
  assertEquals(cents(story), 120);
});

Deno.test("a status line that was overtaken takes nothing away and adds nothing", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  line(story, 1.05);
  line(story, 1);
  line(story, 1.1);
  assertEquals(cents(story), 110);
});

Deno.test("after /clear the money of the session before stays with that session", () => {
  const story = new Story()
    .tell("session.start", { session: "old", data: { source: "startup" } })
    .tell("session.status", { session: "old", data: { cost: { total_cost_usd: 2 } } })
    .tell("session.end", { session: "old", data: { reason: "clear" } })
    .tell("session.start", { data: { source: "clear" } });
  // The process is older than the session: its total goes on.
  line(story, 2.1, { total_duration_ms: 600_000 });
  line(story, 2.5, { total_duration_ms: 601_000 });
  assertEquals(costs(story, "session"), [["old", 2], ["s", 0.4]]);
  const fresh = new Story().tell("session.start", { data: { source: "clear" } });
  line(fresh, 0.2, { total_duration_ms: 500 });
  assertEquals(cents(fresh), 20);
});

Deno.test("money of a session that began before anybody watched belongs to no day", () => {
  const story = line(new Story(), 7);
  line(story, 7.5);
  const today = localDay(story.now);
  assertEquals(costs(story, "day"), [[today, 0.5], [null, 7]]);
  assertEquals(story.session.usage.cost_usd, { value: 7.5, from: "status line" });
  const since = viewUsageBy(story.state, { by: ["day"], since: today });
  assertEquals(since.total.cost_usd?.value, 0.5);
  // Its running time tells that it began today.
  const short = line(new Story(), 7, { total_duration_ms: 60_000 });
  assertEquals(costs(short, "day"), [[today, 7]]);
});

Deno.test("a total that began unseen is no zero of today, but may be of today in part", () => {
  const story = line(new Story(), 7);
  const today = localDay(story.now);
  const seven = { value: 7, from: ["status line" as const] };
  const undated = { cost_usd: seven, tokens: null, sessions: 1 };
  const { rows: [row], total } = viewUsageBy(story.state, { by: ["day"], since: today });
  assertEquals([row?.day, row?.cost_usd, row?.undated], [today, null, undated]);
  assertEquals([total.cost_usd, total.sessions, total.undated], [null, 1, undated]);
  assertEquals(total.unknown.cost_usd, 0);
  // Where all that is known is summed up, it is in the sum.
  const all = viewUsageBy(story.state, { by: ["project"] });
  assertEquals([all.total.cost_usd, all.total.undated], [seven, undefined]);
  assertEquals([all.rows[0]?.cost_usd, all.rows[0]?.undated], [seven, undefined]);
  line(story, 7.5);
  const least = viewUsageBy(story.state, { by: ["day"], since: today }).rows[0];
  assertEquals([least?.cost_usd?.value, least?.undated], [0.5, undated]);
  // It may not be of the days that come.
  line(story.wait(86_400), 7.5);
  const next = viewUsageBy(story.state, { by: ["day"], since: localDay(story.now) });
  assertEquals([next.total.cost_usd?.value, next.total.undated], [0, undefined]);
});

Deno.test("telemetry is the least of today where the status line began unseen", () => {
  const story = request(new Story(), { cost_usd: 3, model: "opus" });
  line(story, 7);
  const today = localDay(story.now);
  const { total, rows } = viewUsageBy(story.state, { by: ["day", "model"], since: today });
  assertEquals([total.cost_usd?.value, total.undated?.cost_usd?.value], [3, 4]);
  assertEquals(rows.map(({ model, cost_usd }) => [model, cost_usd?.value]), [
    ["opus", 3],
    [null, undefined],
  ]);
});

Deno.test("a session of which a prompt was the first to be heard of began with it", () => {
  const story = line(new Story().tell("prompt.submit"), 0.4);
  assertEquals(costs(story, "day"), [[localDay(story.now), 0.4]]);
  // Its running time knows better.
  const long = new Story().tell("prompt.submit");
  line(long, 7, { total_duration_ms: 2 * 86_400_000 });
  assertEquals(costs(long, "day"), [[localDay(long.now), undefined], [null, 7]]);
  // Over midnight, nobody knows on which of the days.
  const late = line(new Story().tell("prompt.submit").wait(86_400), 7);
  assertEquals(costs(late, "day"), [[localDay(late.now), undefined], [null, 7]]);
  // In the middle of a turn it had begun before.
  const middle = line(new Story().starts("Bash", "t1"), 7);
  assertEquals(costs(middle, "day"), [[localDay(middle.now), undefined], [null, 7]]);
});

Deno.test("a total of zero is a zero", () => {
  const story = line(new Story(), 0);
  assertEquals(costs(story, "day"), [[localDay(story.now), 0]]);
  line(story, 0.2);
  assertEquals(costs(story, "day"), [[localDay(story.now), 0.2]]);
});

Deno.test("sessions that are forgotten leave until when their undated use may have been", () => {
  const story = line(new Story(), 7);
  const today = localDay(story.now);
  for (let number = 0; number < 1_000; number++) {
    story.tell("prompt.submit", { session: `s${number}` });
  }
  assertEquals(story.state.sessions.has("s"), false);
  const { total } = viewUsageBy(story.state, { by: ["day"], since: today });
  assertEquals([total.cost_usd, total.undated?.cost_usd?.value], [null, 7]);
  assertEquals(cents(story), 700);
});

Deno.test("a session over midnight is counted on both of its days", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  line(story, 1);
  const first = localDay(story.now);
  story.wait(86_400);
  line(story, 1.25);
  assertEquals(costs(story, "day"), [[localDay(story.now), 0.25], [first, 1]]);
  assertEquals(dayBefore(story.now, 1), first);
});

Deno.test("claude-mpm's running counts are counted on, and telemetry is not added to them", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  for (const output_tokens of [100, 250]) {
    story.tell("usage.tokens", { source: "claude-mpm", data: { output_tokens } });
  }
  assertEquals(rows(story, "day")[0]?.tokens, { value: { output: 250 }, from: ["claude-mpm"] });
  request(story, { output_tokens: 250 });
  assertEquals(rows(story, "day")[0]?.tokens, { value: { output: 250 }, from: ["telemetry"] });
});

Deno.test("sessions that are forgotten stay in the sums", () => {
  const story = new Story();
  for (let number = 0; number < 1_010; number++) {
    story.tell("otel.api.request", {
      session: `s${number}`,
      source: "otel",
      project: "/home/kim/shop",
      data: { cost_usd: 0.01, model: "opus" },
    });
  }
  assertEquals(story.sessions.length, 1_000);
  assertEquals(cents(story), 1_010);
  const [row] = rows(story, "project");
  assertEquals(row?.cost_usd?.value, 10.1);
  assertEquals(row?.sessions, 1_010);
});

Deno.test("the kinds of use of one session are bounded, and nothing of the sum is lost", () => {
  const story = new Story();
  for (let number = 0; number < 1_000; number++) {
    request(story, { cost_usd: 0.01, model: `model-${number}` });
  }
  assertEquals(cents(story), 1_000);
  assertEquals(story.state.sessions.get("s")?.usage.entries.length, 300);
});

Deno.test("countedAt() believes an emitter's clock for the past only", () => {
  const received = Date.UTC(2026, 10, 22, 12);
  assertEquals(countedAt({ ts: received - 86_400_000, received }), received - 86_400_000);
  assertEquals(countedAt({ ts: received + 1, received }), received);
  assertEquals(countedAt({ ts: 0, received }), received);
});

Deno.test("names as long as a book are kept as a line", () => {
  const long = "x".repeat(1_000_000);
  const story = request(new Story(), {
    model: long,
    "agent.name": long,
    request_id: long,
    cost_usd: 1,
  });
  story.tell("session.status", {
    data: {
      rate_limits: { [long]: { used_percentage: 1 } },
      worktree: { name: long, branch: long, original_cwd: long },
    },
  });
  assert(JSON.stringify(story.state.sessions.get("s")?.usage).length < 2_000);
  assertEquals(story.state.limits, {});
  const { project, worktree, branch } = story.session;
  assertEquals([project, worktree, branch].map((text) => text?.length), [400, 400, 400]);
});

Deno.test("nonsense in figures changes no sum", () => {
  const story = request(new Story(), { cost_usd: 1, input_tokens: 5 });
  for (const wrong of [-1, 1e300, "NaN", "1e999", "", null, {}, [1]]) {
    request(story, { cost_usd: wrong, input_tokens: wrong });
    story.tell("session.status", { data: { cost: { total_cost_usd: wrong } } });
    story.tell("session.status", { data: { cost: wrong } });
  }
  assertEquals(cents(story), 100);
  assertEquals(rows(story, "day")[0]?.tokens?.value, { input: 5 });
});

/** A point of the cost metric, as its event has it. */
