import { assertEquals, assertRejects } from "@std/assert";
import { Ahead } from "./ahead.ts";

Deno.test("Ahead lets so much work go on, and waits for the oldest", async () => {
  const work = [0, 1, 2].map(() => Promise.withResolvers<void>());
  const ahead = new Ahead(2);
  const done: string[] = [];
  await ahead.add(work[0]?.promise ?? Promise.reject());
  await ahead.add(work[1]?.promise ?? Promise.reject());
  const third = ahead.add(work[2]?.promise ?? Promise.reject()).then(() => void done.push("third"));
  await Promise.resolve();
  assertEquals(done, []);
  work[0]?.resolve();
  await third;
  const end = ahead.end().then(() => void done.push("end"));
  work[2]?.resolve();
  await Promise.resolve();
  assertEquals(done, ["third"]);
  work[1]?.resolve();
  await end;
  assertEquals(done, ["third", "end"]);
});

Deno.test("Ahead tells of the first failure, and of no other", async () => {
  const ahead = new Ahead(1);
  await ahead.add(Promise.reject(new Error("first")));
  await assertRejects(() => ahead.add(Promise.reject(new Error("second"))), Error, "first");
  await assertRejects(() => ahead.end(), Error, "second");
});
