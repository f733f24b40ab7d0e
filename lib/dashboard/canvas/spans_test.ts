import { assertEquals } from "@std/assert";
import { began, ended, sample } from "../rows/_sample.ts";
import { EventLog } from "../rows/event_log.ts";
import { firstFrom, lanesWithin, spanBeside, SpanStore } from "./spans.ts";

const all = () => true;

Deno.test("SpanStore gives each agent a lane, below its session's main agent", () => {
  const log = new EventLog(100);
  log.append([
    began(1, { agent: "qa" }),
    began(2, { session: "s2" }),
    began(3),
    sample(4, { type: "session.start" }),
  ]);
  const spans = new SpanStore();
  spans.sync(log.rows, all);
  assertEquals(spans.lanes.map((lane) => [lane.session, lane.agent]), [
    ["s1", undefined],
    ["s1", "qa"],
    ["s2", undefined],
  ]);
  assertEquals(spans.count, 3);
});

Deno.test("SpanStore draws the lanes of earlier rows, also where the stream has none", () => {
  const [earlier, log] = [new EventLog(100), new EventLog(100)];
  earlier.append([began(1)]);
  log.append([sample(2, { type: "session.start" })]);
  const spans = new SpanStore();
  spans.sync(log.rows, all, earlier.rows);
  assertEquals(spans.lanes.map(({ session }) => session), ["s1"]);
});

Deno.test("SpanStore ends a running span when its row ends, by the server's clock", () => {
  const log = new EventLog(100);
  const spans = new SpanStore();
  log.append([began(1)]);
  spans.sync(log.rows, all);
  assertEquals(spans.lanes[0]?.ends, [Infinity]);
  log.append([ended(3, { duration_ms: 999_999 })]);
  spans.sync(log.rows, all);
  assertEquals([spans.lanes[0]?.ends, spans.last], [[3000], 3000]);
});

Deno.test("SpanStore draws a call of which only the end is known backwards from it", () => {
  const log = new EventLog(100);
  log.append([ended(9, { duration_ms: 4000 })]);
  const spans = new SpanStore();
  spans.sync(log.rows, all);
  assertEquals([spans.first, spans.last], [5000, 9000]);
});

Deno.test("SpanStore puts spans that overlap on different tracks", () => {
  const log = new EventLog(100);
  log.append([began(1, { tool: "A" }), began(2, { tool: "B" }), ended(3, { tool: "A" })]);
  log.append([ended(4, { tool: "B" }), began(5, { tool: "C" })]);
  const spans = new SpanStore();
  spans.sync(log.rows, all);
  assertEquals([spans.lanes[0]?.tracks, spans.lanes[0]?.trackCount], [[0, 1, 0], 2]);
});

Deno.test("firstFrom() finds the first that begins at a time or later", () => {
  assertEquals([0, 5, 6, 99].map((time) => firstFrom([1, 5, 5, 8], time)), [0, 1, 3, 4]);
});

Deno.test("spanBeside() goes along a lane, and to what began nearest in the next one", () => {
  const log = new EventLog(100);
  log.append([began(1), began(2, { agent: "qa", tool: "X" }), ended(3), began(5, { tool: "B" })]);
  const spans = new SpanStore();
  spans.sync(log.rows, all);
  const row = (id: number) => log.find(id);
  const go = (from: number | undefined, key: Parameters<typeof spanBeside>[2]) =>
    spanBeside(spans.lanes, from === undefined ? undefined : row(from), key)?.id;
  assertEquals(go(undefined, "n"), 5);
  assertEquals([go(1, "n"), go(5, "p"), go(5, "n")], [5, 1, 5]);
  assertEquals([go(1, "ArrowDown"), go(2, "ArrowUp"), go(2, "ArrowDown")], [2, 5, 2]);
});

Deno.test("lanesWithin() leaves out sessions that did nothing then, with their agents", () => {
  const log = new EventLog(100);
  log.append([
    ended(1, { received: 1000, duration_ms: 500 }),
    began(2, { session: "s2", received: 2000, agent: "qa" }),
    ended(9, { session: "s3", received: 9000, duration_ms: 10 }),
  ]);
  const spans = new SpanStore();
  spans.sync(log.rows, all);
  const within = (from: number, to: number) =>
    lanesWithin(spans.lanes, { from, to }).map((lane) => lane.session);
  assertEquals(within(900, 1500), ["s1"]);
  assertEquals(within(3000, 4000), ["s2"]);
  assertEquals(within(8000, 9500), ["s2", "s3"]);
  assertEquals(within(0, 100), ["s1", "s2", "s3"]);
});
