import { assertEquals, assertRejects } from "@std/assert";
import { testEvents } from "../../../../tests/support/events.ts";
import { CommitQueue } from "./commit_queue.ts";

/** A writer that works when it is told to. */
function slowWriter(soon = (run: () => void) => run()) {
  const sizes: number[][] = [];
  const reported: number[] = [];
  const working: (() => void)[] = [];
  let last = 0;
  const queue = new CommitQueue({
    async commit({ groups }) {
      sizes.push([...groups]);
      await new Promise<void>((resolve) => working.push(resolve));
      const count = groups.reduce((sum, size) => sum + size, 0);
      return {
        ids: Float64Array.from({ length: count }, () => ++last),
        amendments: [],
        errors: [],
      };
    },
    committed: (events) => reported.push(...events.map(({ id }) => id)),
    soon,
  });
  const finish = async () => {
    for (const done of working.splice(0)) done();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return { queue, sizes, reported, finish };
}

Deno.test("CommitQueue commits at once when the writer is free, and together what came meanwhile", async () => {
  const { queue, sizes, reported, finish } = slowWriter();
  const appends = [1, 2, 3].map((count) => queue.append(testEvents(count)));
  assertEquals(sizes, [[1]]);
  await finish();
  assertEquals(sizes, [[1], [2, 3]]);
  assertEquals(reported, [1]);
  await finish();
  assertEquals(reported, [1, 2, 3, 4, 5, 6]);
  const answers = await Promise.all(appends);
  assertEquals(answers.map((appended) => appended.map(({ id }) => id)), [[1], [2, 3], [4, 5, 6]]);
  await queue.drain();
  assertEquals(queue.isBusy, false);
});

Deno.test("CommitQueue hands over together what came in one turn of the event loop", async () => {
  const turns: (() => void)[] = [];
  const { queue, sizes, finish } = slowWriter((run) => void turns.push(run));
  const appends = [1, 2, 3].map((count) => queue.append(testEvents(count)));
  assertEquals([sizes, turns.length, queue.isBusy], [[], 1, true]);
  turns.shift()?.();
  assertEquals(sizes, [[1, 2, 3]]);
  appends.push(queue.append(testEvents(4)));
  await finish();
  turns.shift()?.();
  await finish();
  await Promise.all(appends);
  assertEquals([sizes, queue.isBusy], [[[1, 2, 3], [4]], false]);
});

Deno.test("CommitQueue keeps transactions small, but never cuts one call in two", async () => {
  const { queue, sizes, finish } = slowWriter();
  const appends = [1, 600, 400, 600, 700, 2000].map((count) => queue.append(testEvents(count)));
  while (queue.isBusy) await finish();
  await Promise.all(appends);
  assertEquals(sizes, [[1], [600], [400, 600], [700], [2000]]);
});

Deno.test("CommitQueue hands the next commit over while the writer works, under load", async () => {
  const { queue, sizes, finish } = slowWriter();
  const first = queue.append(testEvents(1));
  const second = queue.append(testEvents(200));
  const third = queue.append(testEvents(200));
  assertEquals(sizes, [[1], [200]]);
  while (queue.isBusy) await finish();
  await Promise.all([first, second, third]);
});

Deno.test("CommitQueue refuses what could not be written, and goes on", async () => {
  let isBroken = true;
  const queue = new CommitQueue({
    commit: () =>
      isBroken
        ? Promise.reject(new Error("The thread ended"))
        : Promise.resolve({ ids: Float64Array.of(1), amendments: [], errors: [] }),
    committed: () => {},
    soon: (run) => run(),
  });
  await assertRejects(() => queue.append(testEvents(1)), Error, "The thread ended");
  isBroken = false;
  assertEquals(await queue.append(testEvents(1)), [{ id: 1, duplicate: false }]);
  assertEquals(await queue.append([]), []);
});

Deno.test("CommitQueue holds commits back while something else must be alone", async () => {
  const { queue, sizes, finish } = slowWriter();
  const first = queue.append(testEvents(1));
  const alone = Promise.withResolvers<void>();
  let began = false;
  const held = queue.hold(() => {
    began = true;
    return alone.promise;
  });
  const second = queue.append(testEvents(300));
  assertEquals([sizes, began], [[[1]], false]);
  await finish();
  await first;
  assertEquals([sizes, began], [[[1]], true]);
  alone.resolve();
  await held;
  assertEquals(sizes, [[1], [300]]);
  await finish();
  await second;
});
