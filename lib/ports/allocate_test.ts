import { assertEquals, assertRejects } from "@std/assert";
import { allocate, dashboardCandidates, type TakenAnswer } from "./allocate.ts";

class Taken extends Error {}

function world(taken: number[], answer: (port: number) => TakenAnswer = () => "next") {
  const asked: number[] = [];
  const options = {
    bind: (port: number) =>
      taken.includes(port) ? Promise.reject(new Taken()) : Promise.resolve(port),
    isTaken: (error: unknown) => error instanceof Taken,
    onTaken: (port: number) => {
      asked.push(port);
      const decided = answer(port);
      if (decided === "retry") taken.splice(taken.indexOf(port), 1);
      return Promise.resolve(decided);
    },
  };
  return { options, asked };
}

Deno.test("allocate() takes the first port that can be bound", async () => {
  const { options, asked } = world([1, 2]);
  assertEquals(await allocate([1, 2, 3, 4], options), 3);
  assertEquals(asked, [1, 2]);
});

Deno.test("allocate() tries a freed port again before the next one", async () => {
  const { options } = world([1, 2], (port) => port === 2 ? "retry" : "next");
  assertEquals(await allocate([1, 2, 3], options), 2);
});

Deno.test("allocate() is patient with a port that is freed a moment later", async () => {
  let tries = 0;
  const bound = await allocate([1, 2], {
    bind: (port) => ++tries < 4 ? Promise.reject(new Taken()) : Promise.resolve(port),
    isTaken: (error) => error instanceof Taken,
    onTaken: () => Promise.resolve("retry"),
    sleep: () => Promise.resolve(),
  });
  assertEquals([bound, tries], [1, 4]);
});

Deno.test("allocate() gives null when all are taken", async () => {
  assertEquals(await allocate([1, 2], world([1, 2]).options), null);
});

Deno.test("allocate() passes on failures that are not about a taken port", async () => {
  const { options } = world([]);
  const bind = () => Promise.reject(new Error("no permission"));
  await assertRejects(() => allocate([1], { ...options, bind }), Error, "no permission");
});

Deno.test("dashboardCandidates() begins with the second port of the range", () => {
  assertEquals(dashboardCandidates([5, 6, 7, 8]), [6, 7, 8, 5]);
  assertEquals(dashboardCandidates([5]), [5]);
});
