import { assertEquals } from "@std/assert";
import { MessageQueue } from "./message_queue.ts";

function setUp() {
  const said: string[] = [];
  const tasks: PromiseWithResolvers<void>[] = [];
  const queue = new MessageQueue({
    pause: () => said.push("pause"),
    resume: () => said.push("resume"),
    onFailure: (failure) => said.push(`${failure}`),
  });
  const run = () => {
    const task = Promise.withResolvers<void>();
    return queue.run(() => {
      tasks.push(task);
      return task.promise;
    });
  };
  const end = async (count: number) => {
    for (let ended = 0; ended < Math.max(1, count); ended++) {
      if (count > 0) tasks.shift()?.resolve();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    }
  };
  return { said, run, end, queue, tasks };
}

Deno.test("MessageQueue stops reading at many tasks, and goes on when half of them are done", async () => {
  const { said, run, end } = setUp();
  for (let count = 0; count < 255; count++) run();
  assertEquals(said, []);
  run();
  run();
  assertEquals(said, ["pause"]);
  await end(100);
  assertEquals(said, ["pause"]);
  await end(29);
  assertEquals(said, ["pause", "resume"]);
});

Deno.test("MessageQueue runs few tasks at once, in the order in which they came", async () => {
  const { run, end, tasks } = setUp();
  for (let count = 0; count < 40; count++) run();
  assertEquals(tasks.length, 16);
  await end(30);
  assertEquals(tasks.length, 10);
});

Deno.test("MessageQueue refuses what goes far beyond", async () => {
  const { run, end } = setUp();
  for (let count = 0; count < 10_000; count++) assertEquals(run(), true);
  assertEquals(run(), false);
  await end(1);
  assertEquals(run(), true);
});

Deno.test("MessageQueue tells of a task that fails, and goes on", async () => {
  const { said, end, queue } = setUp();
  queue.run(() => Promise.reject(new RangeError("too far")));
  await end(0);
  assertEquals(said, ["RangeError: too far"]);
});
