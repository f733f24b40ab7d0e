import { assertEquals } from "@std/assert";
import { Batcher, type BatcherOptions } from "./batcher.ts";

function setUp(first: BatcherOptions["first"], tick?: () => number) {
  const batches: number[][] = [];
  const timers: { ms: number; run: () => void }[] = [];
  let time = 100;
  const batcher = new Batcher<number>((items) => void batches.push([...items]), {
    elapsed: () => time,
    later(ms, run) {
      const timer = { ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  }, tick === undefined ? { first } : { first, tick });
  const pass = (ms: number) => {
    time += ms;
    for (const timer of timers.splice(0)) timer.run();
  };
  return { batcher, batches, timers, pass };
}

Deno.test("Batcher sends the first items at once, and joins those of the next tick", () => {
  const { batcher, batches, timers, pass } = setUp("at once");
  batcher.add([1, 2]);
  batcher.add([3]);
  batcher.add([4]);
  assertEquals([batches, timers.map(({ ms }) => ms)], [[[1, 2]], [16]]);
  pass(16);
  assertEquals(batches, [[1, 2], [3, 4]]);
  pass(16);
  batcher.add([5]);
  assertEquals(batches, [[1, 2], [3, 4], [5]]);
});

Deno.test("Batcher that waits sends nothing before the tick, unless it is asked to", () => {
  const { batcher, batches, timers, pass } = setUp("waits");
  batcher.add([1]);
  assertEquals([batches, batcher.isWaiting], [[], true]);
  batcher.add([2]);
  pass(16);
  assertEquals([batches, batcher.isWaiting], [[[1, 2]], false]);
  batcher.add([3]);
  batcher.flush();
  assertEquals([batches, timers.length, batcher.isWaiting], [[[1, 2], [3]], 0, false]);
  batcher.flush();
  assertEquals(batches.length, 2);
});

Deno.test("Batcher asks how long a tick is each time that it needs one", () => {
  let tick = 2;
  const { batcher, batches, timers, pass } = setUp("at once", () => tick);
  batcher.add([1]);
  batcher.add([2]);
  assertEquals(timers.map(({ ms }) => ms), [2]);
  pass(2);
  tick = 8;
  batcher.add([3]);
  assertEquals([batches, timers.map(({ ms }) => ms)], [[[1], [2]], [8]]);
});
