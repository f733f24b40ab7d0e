import { assertEquals, assertRejects } from "@std/assert";
import { BoundedPipeline } from "./bounded_pipeline.ts";

Deno.test("BoundedPipeline lets so much work go on, and waits for the oldest", async () => {
  const work = [0, 1, 2].map(() => Promise.withResolvers<void>());
  const pipeline = new BoundedPipeline(2);
  const done: string[] = [];
  await pipeline.add(work[0]?.promise ?? Promise.reject());
  await pipeline.add(work[1]?.promise ?? Promise.reject());
  const third = pipeline.add(work[2]?.promise ?? Promise.reject()).then(() =>
    void done.push("third")
  );
  await Promise.resolve();
  assertEquals(done, []);
  work[0]?.resolve();
  await third;
  const end = pipeline.end().then(() => void done.push("end"));
  work[2]?.resolve();
  await Promise.resolve();
  assertEquals(done, ["third"]);
  work[1]?.resolve();
  await end;
  assertEquals(done, ["third", "end"]);
});

Deno.test("BoundedPipeline tells of the first failure, and of no other", async () => {
  const pipeline = new BoundedPipeline(1);
  await pipeline.add(Promise.reject(new Error("first")));
  await assertRejects(() => pipeline.add(Promise.reject(new Error("second"))), Error, "first");
  await assertRejects(() => pipeline.end(), Error, "second");
});

Deno.test("BoundedPipeline reports a failure when its turn comes, and nobody else does before", async () => {
  const pipeline = new BoundedPipeline(2);
  const gate = Promise.withResolvers<void>();
  await pipeline.add(gate.promise);
  await pipeline.add(Promise.reject(new Error("the disk is full")));
  // A failure that nobody had taken would end the process by now.
  await new Promise((resolve) => setTimeout(resolve));
  gate.resolve();
  await assertRejects(() => pipeline.end(), Error, "the disk is full");
});
