import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import type { CanonicalEvent } from "../../lib/events/event.ts";
import { isJsonObject } from "../../lib/events/json.ts";
import { fromClaudeHook, fromEventsApi, fromStatusLine } from "../../lib/ingest/adapters.ts";
import { fromOtlp } from "../../lib/ingest/otlp/from_otlp.ts";
import { SpanStore } from "../../lib/dashboard/canvas/spans.ts";
import { ReadableBody } from "../../lib/dashboard/components/detail/readable_body.tsx";
import { LimitMeters } from "../../lib/dashboard/components/overview/limit_meters.tsx";
import { EventLog } from "../../lib/dashboard/rows/event_log.ts";
import { LiveList } from "../../lib/dashboard/rows/live_list.ts";
import { trees } from "../support/wire/fuzz_bodies.ts";

/** More with `FUZZ_RUNS=200000`. */
const RUNS = Number(Deno.env.get("FUZZ_RUNS") ?? 600);

/** Names that every object inherits, which a careless look-up finds. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

/** What the server stores for a body, whichever way it comes in. */
function eventsOf(body: unknown, firstId: number): CanonicalEvent[] {
  if (!isJsonObject(body)) return [];
  const context = { received: 1_800_000_000_000, body: "b" };
  const ways = [
    fromClaudeHook(body, context),
    fromEventsApi(body, context),
    fromStatusLine(body, context),
    fromOtlp("logs", body, context),
  ];
  return ways.flat().map(({ draft }, at) => ({ ...draft, id: firstId + at }));
}

/** Shows events everywhere on the page; throws where a part of it would. */
function show(events: readonly CanonicalEvent[]): EventLog {
  const log = new EventLog(100_000);
  const list = new LiveList(log);
  const spans = new SpanStore();
  // One by one, as they would come: one that throws must not take others with it.
  for (const event of events) list.update(log.append([event]));
  spans.sync(log.rows, () => true);
  for (const event of events) {
    const body = <ReadableBody first={event} end={undefined} />;
    assert(typeof renderToString(body) === "string");
  }
  return log;
}

Deno.test("the page shows every body that the server stores", () => {
  fc.assert(
    fc.property(fc.array(trees, { minLength: 1, maxLength: 6 }), (bodies) => {
      const events = bodies.flatMap((body, at) => eventsOf(body, 1 + at * 1000));
      const ids = new Set(events.map(({ id }) => id));
      assert(show(events).rows.every(({ id }) => ids.has(id)));
    }),
    { numRuns: RUNS },
  );
});

Deno.test("names that every object inherits are names like others", () => {
  const bodies = INHERITED.flatMap((name) => [
    { hook_event_name: "PreToolUse", session_id: name, tool_name: name, tool_use_id: `${name}1` },
    {
      hook_event_name: "PostToolUse",
      session_id: name,
      tool_name: name,
      tool_use_id: `${name}1`,
      tool_response: { [name]: name },
    },
    {
      hook_event_name: "PreToolUse",
      session_id: "s",
      tool_name: "TodoWrite",
      tool_use_id: `${name}2`,
      tool_input: { todos: [{ status: name, content: name }] },
    },
    { hook_event_name: name, session_id: "s", agent_type: name, agent_id: name },
    { hook_event_name: "Notification", session_id: "s", notification_type: name },
    { event: name, type: name, source: name, subtype: name, data: { [name]: name } },
  ]);
  const events = bodies.flatMap((body, at) => eventsOf(body, 1 + at * 10));
  const { rows } = show(events);
  assert(rows.length > INHERITED.length);
  for (const row of rows) {
    for (const text of [row.verb, row.object, row.outcome, row.who]) {
      assertEquals(typeof text, "string", `${row.type} ${row.tool}`);
      assert(!text.includes("[native code]"), text);
    }
  }
});

Deno.test("a limit may have any name", () => {
  for (const name of INHERITED) {
    const read = { used_percent: 12, resets_at: null, read_at: 0, session: "s" };
    const limit = { ...read, name, from: "status line" as const };
    const html = renderToString(<LimitMeters limits={[limit]} now={1} />);
    assert(!html.includes("native code"), html);
  }
});
