import { assertEquals } from "@std/assert";
import { parseQuery } from "../../../events/query/mod.ts";
import { withStore } from "../../../../tests/support/stores.ts";
import type { EventDraft } from "../../../events/event.ts";
import type { AggregateRequest, Store } from "../../store.ts";
import type { Aggregate } from "../../../events/aggregate.ts";
import { StoreReader } from "./reader.ts";
import { roughly } from "./aggregate_builder.ts";

const BEGIN = Date.UTC(2026, 10, 22, 12);

Deno.test("roughly() keeps two significant digits", () => {
  assertEquals([0.4, 7.6, 99.4, 1234, 98_765].map(roughly), [0, 8, 99, 1200, 99_000]);
});

Deno.test("aggregate() counts all that a query matches, by time, category and tool", () =>
  withStore(async (store) => {
    await fill(store, 400);
    const all = await whole(store, { calls: true });
    assertEquals(total(all, "events"), 400);
    assertEquals(total(all, "errors"), 40);
    assertEquals(total(all, "calls"), 200);
    const tools = sum(all.flatMap(({ tools }) => tools));
    assertEquals(tools, { Bash: [120, 40], Edit: [80, 0] });
    assertEquals(sum(all.flatMap(({ categories }) => categories)), {
      tool: [200, 40],
      session: [200, 0],
    });
    const slowest = all.flatMap(({ slowest }) => slowest).map(({ duration_ms }) => duration_ms);
    assertEquals(slowest.slice(0, 3), [3990, 3970, 3950]);
    const edits = await whole(store, { calls: true, q: parseQuery("tool:Edit", BEGIN) });
    assertEquals(total(edits, "events"), 80);
    const text = await whole(store, { q: parseQuery('"number 39"', BEGIN) });
    assertEquals(total(text, "events"), 11);
    assertEquals(total(text, "calls"), 0);
  }));

Deno.test("aggregate() begins at a moment, and parts add up", () =>
  withStore(async (store) => {
    await fill(store, 400);
    const recent = await whole(store, { since: BEGIN + 300_000 });
    assertEquals(total(recent, "events"), 100);
    const last = await store.aggregate({ before: 101 });
    assertEquals(total([last], "events"), 100);
    assertEquals(last.more, false);
    const none = await store.aggregate({ since: BEGIN + 1e9 });
    assertEquals([none.series.length, none.more], [0, false]);
  }));

Deno.test("aggregate() makes its steps wider until they are few", () =>
  withStore(async (store, path) => {
    await fill(store, 1500, 60_000);
    // On a slow machine time would end a part sooner.
    const reader = new StoreReader(path, () => 0);
    const part = reader.aggregate({});
    reader.close();
    assertEquals(part.step, 300_000);
    assertEquals(part.series.length, 300);
    assertEquals(part.series[0], { at: BEGIN, events: 5, errors: 0, calls: 0, times: [] });
  }));

Deno.test("aggregate() stops when its time is up, also while nothing matches, and goes on from there", () =>
  withStore(async (store, path) => {
    await fill(store, 4000);
    for (
      const [q, expected] of [[undefined, 4000], ["tool:Nothing", 0], ["session:s", 4000]] as const
    ) {
      let clock = 0;
      const reader = new StoreReader(path, () => clock += 20);
      const parts: Aggregate[] = [];
      do {
        const before = parts.at(-1)?.last;
        parts.push(reader.aggregate({
          ...(before === undefined ? {} : { before }),
          q: q === undefined ? undefined : parseQuery(q, BEGIN),
        }));
      } while (parts.at(-1)?.more);
      reader.close();
      assertEquals(parts.length > 1, expected > 0, q);
      assertEquals(total(parts, "events"), expected, q);
    }
  }));

Deno.test("aggregate() keeps calls that delegate out of the times and the slowest", () =>
  withStore(async (store) => {
    const call = (tool: string, duration_ms: number): EventDraft => ({
      ts: BEGIN,
      received: BEGIN,
      source: "claude-code",
      category: "tool",
      type: "tool.post",
      tool,
      duration_ms,
      summary: tool,
      data: {},
    });
    await store.append(
      [call("Task", 90_000), call("Read", 40), call("Agent", 80_000)].map((draft) => ({ draft })),
    );
    for (const q of [undefined, parseQuery('"a"', BEGIN)]) {
      const aggregate = await store.aggregate({ calls: true, q });
      assertEquals(aggregate.slowest.map(({ tool }) => tool), ["Read"]);
      assertEquals(aggregate.series.map(({ calls, times }) => [calls, times]), [[
        3,
        [[40, 1]],
      ]]);
      assertEquals(aggregate.tools.find(({ name }) => name === "Task")?.times, [[90_000, 1]]);
    }
  }));

/** Events one step apart: every second a call that ended, every tenth a failure. */
async function fill(store: Store, count: number, step = 1000) {
  const drafts = Array.from({ length: count }, (_, index): EventDraft => ({
    ts: BEGIN + index * step,
    received: BEGIN + index * step,
    source: "claude-code",
    summary: `number ${index}`,
    session: "s",
    data: {},
    ...index % 2 === 0 ? { category: "session", type: "note" } : {
      category: "tool",
      type: "tool.post",
      tool: index % 4 === 1 ? "Bash" : "Edit",
      duration_ms: index * 10,
    },
    ...index % 10 === 5 ? { status: "error", tool: "Bash" } : {},
  }));
  await store.append(drafts.map((draft) => ({ draft })));
}

async function whole(store: Store, request: AggregateRequest): Promise<readonly Aggregate[]> {
  const parts = [await store.aggregate(request)];
  for (let part = parts[0]; part?.more; parts.push(part)) {
    part = await store.aggregate({ ...request, before: part.last });
  }
  return parts;
}

function total(parts: readonly Aggregate[], key: "events" | "errors" | "calls"): number {
  return parts.flatMap(({ series }) => series).reduce((sum, step) => sum + step[key], 0);
}

function sum(groups: readonly { name: string; count: number; errors: number }[]) {
  const sums: Record<string, [number, number]> = {};
  for (const { name, count, errors } of groups) {
    const [before, failed] = sums[name] ?? [0, 0];
    sums[name] = [before + count, failed + errors];
  }
  return sums;
}
