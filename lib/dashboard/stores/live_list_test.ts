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

Deno.test("LiveList shows a row once it passes, and takes it away once it does not", () => {
  const { log, list } = fill(100);
  list.update(log.append([began(1), sample(2), began(3, { tool: "Read" })]));
  list.refilter((row) => row.status === "error" || row.status === undefined);
  assertEquals(ids(list), [2]);
  list.update(log.append([ended(4, { status: "error" }), ended(5, { tool: "Read" })]));
  assertEquals(ids(list), [1, 2]);
  list.refilter((row) => row.status === "running");
  assertEquals(ids(list), []);
});

Deno.test("LiveList shows a call once that begins and ends in one batch", () => {
  const { log, list } = fill(100);
  list.update(log.append([began(1), ended(2), began(3), ended(4)]));
  assertEquals(ids(list), [1, 3]);
});

Deno.test("LiveList filters the latest rows at once and older ones step by step", () => {
  const { log, list } = fill(100_000);
  list.update(log.append(Array.from({ length: 40_000 }, (_, at) => sample(at + 1))));
  list.refilter((row) => row.id % 1000 === 0);
  assertEquals([list.isWhole, ids(list).length], [false, 3]);
  let shown = list.visible.length;
  while (!list.isWhole) shown += list.back();
  assertEquals([ids(list).length, shown, ids(list)[0]], [40, 40, 1000]);
});

Deno.test("update() says how many visible rows were trimmed", () => {
  const { log, list } = fill(100);
  list.update(log.append(Array.from({ length: 100 }, (_, at) => sample(at + 1))));
  list.refilter((row) => row.id % 2 === 0);
  assertEquals(list.update(log.append([101, 102, 103, 104, 105].map((id) => sample(id)))), 2);
  assertEquals([ids(list)[0], ids(list).at(-1)], [6, 104]);
  assertEquals([list.indexOf(8), list.indexOf(9)], [1, -1]);
});
