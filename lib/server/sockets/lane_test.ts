import { assertEquals } from "@std/assert";
import { Lane } from "./lane.ts";

function setUp() {
  const said: string[] = [];
  const tasks: PromiseWithResolvers<void>[] = [];
  const lane = new Lane({
    pause: () => said.push("pause"),
    resume: () => said.push("resume"),
    onFailure: (failure) => said.push(`${failure}`),
  });
  const run = () => {
    const task = Promise.withResolvers<void>();
    const taken = lane.run(() => task.promise);
    if (taken) tasks.push(task);
    return taken;
  };
  const end = async (count: number) => {
    for (const task of tasks.splice(0, count)) task.resolve();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { said, run, end, lane };
}

Deno.test("Lane stops reading at many tasks, and goes on when half of them are done", async () => {
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

Deno.test("Lane refuses what goes far beyond", async () => {
  const { run, end } = setUp();
  for (let count = 0; count < 10_000; count++) assertEquals(run(), true);
  assertEquals(run(), false);
  await end(1);
  assertEquals(run(), true);
});

Deno.test("Lane tells of a task that fails, and goes on", async () => {
  const { said, end, lane } = setUp();
  lane.run(() => Promise.reject(new RangeError("too far")));
  await end(0);
  assertEquals(said, ["RangeError: too far"]);
});
