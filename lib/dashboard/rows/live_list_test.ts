import { assertEquals } from "@std/assert";
import { began, ended, sample } from "./_sample.ts";
import { EventLog } from "./event_log.ts";
import { LiveList } from "./live_list.ts";

function fill(limit: number) {
  const log = new EventLog(limit);
  return { log, list: new LiveList(log) };
}

function ids(list: LiveList): number[] {
  return list.visible.map((row) => row.id);
}

const always = () => true;
const never = () => false;
const hook = { type: "hook.execution" };

Deno.test("LiveList folds housekeeping into the row before it, and opens it again", () => {
  const { log, list } = fill(100);
  list.update(log.append([sample(1), sample(2, hook), sample(3, hook), sample(4)]));
  assertEquals(ids(list), [1, 4]);
  assertEquals(list.folded.get(1), 2);
  list.toggleFold(1);
  assertEquals(ids(list), [1, 2, 3, 4]);
  list.update(log.append([sample(5, hook)]));
  assertEquals([ids(list), list.folded.get(4)], [[1, 2, 3, 4], 1]);
});

Deno.test("LiveList never folds what was sent into what the monitor tells of itself", () => {
  const { log, list } = fill(100);
  const own = (id: number, type: string) => {
    const { session: _session, ...event } = sample(id, { type, source: "monitor" });
    return event;
  };
  list.update(log.append([own(1, "server.start"), own(2, "client.connect"), sample(3, hook)]));
  assertEquals(ids(list), [1, 3]);
  list.update(log.append([own(4, "client.disconnect"), sample(5), sample(6, hook)]));
  assertEquals(ids(list), [1, 3, 5]);
  assertEquals([list.folded.get(1), list.folded.get(5)], [2, 1]);
});

Deno.test("LiveList lets the first of the monitor's own housekeeping stand for the rest", () => {
  const { log, list } = fill(100);
  const own = (id: number, type: string) => {
    const { session: _session, ...event } = sample(id, { type, source: "monitor" });
    return event;
  };
  list.update(log.append([own(3, "client.connect"), sample(4), own(5, "client.disconnect")]));
  list.update(log.append([own(6, "client.connect")]));
  assertEquals([ids(list), [...list.folded]], [[3, 4], [[3, 2]]]);
  list.update(log.insert([own(1, "server.start"), sample(2)]));
  assertEquals([ids(list), [...list.folded]], [[1, 2, 4], [[1, 3]]]);
  list.update(log.append([own(7, "client.connect")]));
  assertEquals([ids(list), [...list.folded]], [[1, 2, 4], [[1, 4]]]);
});

Deno.test("LiveList shows a row once it passes, and takes it away once it does not", () => {
  const { log, list } = fill(100);
  list.update(log.append([began(1), sample(2), began(3, { tool: "Read" })]));
  list.refilter((row) => row.status === "error" || row.status === undefined, always);
  assertEquals(ids(list), [2]);
  list.update(log.append([ended(4, { status: "error" }), ended(5, { tool: "Read" })]));
  assertEquals(ids(list), [1, 2]);
  list.refilter((row) => row.status === "running", always);
  assertEquals(ids(list), []);
});

Deno.test("LiveList shows a call once that begins and ends in one batch", () => {
  const { log, list } = fill(100);
  list.update(log.append([began(1), ended(2), began(3), ended(4)]));
  assertEquals(ids(list), [1, 3]);
});

function many(count: number) {
  return Array.from({ length: count }, (_, at) => sample(at + 1));
}

Deno.test("LiveList filters the latest rows at once and older ones step by step", () => {
  const { log, list } = fill(100_000);
  list.update(log.append(many(40_000)));
  list.refilter((row) => row.id % 1000 === 0, (found) => found < 3);
  assertEquals([list.isWhole, ids(list)], [false, [38_000, 39_000, 40_000]]);
  let shown = list.visible.length;
  while (!list.isWhole) shown += list.back(never);
  assertEquals([ids(list).length, shown, ids(list)[0]], [40, 40, 1000]);
});

Deno.test("LiveList folds over the edges of its steps", () => {
  const { log, list } = fill(100_000);
  const events = many(1000).map((event) => event.id % 300 === 1 ? event : { ...event, ...hook });
  list.update(log.append(events));
  const whole = [ids(list), [...list.folded]];
  list.refilter(always, never);
  assertEquals([ids(list).length, ids(list)[0]], [101, 801]);
  while (!list.isWhole) list.back(never);
  assertEquals([ids(list), [...list.folded].toSorted(([a], [b]) => a - b)], whole);
  assertEquals(whole, [[1, 301, 601, 901], [[1, 299], [301, 299], [601, 299], [901, 99]]]);
});

Deno.test("LiveList folds what was there first into what precedes it and comes later", () => {
  const { log, list } = fill(100);
  list.update(log.insert([sample(4, hook), sample(5, hook), sample(6)]));
  assertEquals(ids(list), [4, 5, 6]);
  list.update(log.append([sample(7, hook)]));
  list.update(log.insert([sample(3, hook)]));
  assertEquals(ids(list), [3, 4, 5, 6]);
  assertEquals(list.update(log.insert([sample(1), sample(2, hook)])), { at: 0, by: -2 });
  assertEquals([ids(list), [...list.folded]], [[1, 6], [[6, 1], [1, 4]]]);
});

Deno.test("LiveList takes in what comes while older rows wait to be looked at", () => {
  const { log, list } = fill(1000);
  list.update(log.append([began(1), ...many(900).slice(1)]));
  list.refilter((row) => row.id % 100 === 0 || row.status === "ok", never);
  assertEquals(ids(list), [800, 900]);
  list.update(log.append([ended(901), sample(1000)]));
  assertEquals(ids(list), [800, 900, 1000]);
  while (!list.isWhole) list.back(never);
  assertEquals(ids(list), [1, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
});

Deno.test("update() puts earlier and missing events to their places, and says where", () => {
  const { log, list } = fill(1000);
  const events = many(30);
  list.update(log.insert([...events.slice(10, 14), ended(15), ...events.slice(15, 20)]));
  list.update(log.append(events.slice(25)));
  assertEquals(list.update(log.insert([began(5), ...events.slice(5, 10)])), { at: 0, by: 5 });
  assertEquals(list.update(log.insert(events.slice(20, 25))), { at: 15, by: 5 });
  assertEquals(
    ids(list),
    [5, ...Array.from({ length: 25 }, (_, at) => at + 6)].filter((id) => id !== 15),
  );
});

Deno.test("update() says how many visible rows were trimmed", () => {
  const { log, list } = fill(100);
  list.update(log.append(Array.from({ length: 100 }, (_, at) => sample(at + 1))));
  list.refilter((row) => row.id % 2 === 0, always);
  const five = [101, 102, 103, 104, 105].map((id) => sample(id));
  assertEquals(list.update(log.append(five)), { at: 0, by: -2 });
  assertEquals([ids(list)[0], ids(list).at(-1)], [6, 104]);
  assertEquals([list.indexOf(8), list.indexOf(9)], [1, -1]);
});
