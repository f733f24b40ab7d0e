import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { limitConcurrentQueries } from "./limit_concurrent_queries.ts";

Deno.test("limitConcurrentQueries() refuses what is too much, until an answer was given", async () => {
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  let asked = 0;
  const app = new Hono();
  app.use(limitConcurrentQueries(2));
  app.onError((_error, context) => context.text("failed", 500));
  app.get("/", async (context) => {
    await gates[asked++]?.promise;
    return context.text("answer");
  });
  const ask = async () => await app.request("/");
  const [first, second] = [ask(), ask()];
  const third = await ask();
  assertEquals([third.status, third.headers.get("retry-after"), asked], [429, "1", 2]);
  gates[0]?.resolve();
  assertEquals((await first).status, 200);
  const fourth = ask();
  assertEquals((await ask()).status, 429);
  // A query that failed waits no more either.
  gates[1]?.reject(new Error("no"));
  assertEquals((await second).status, 500);
  const fifth = ask();
  for (const gate of gates) gate.resolve();
  assertEquals([(await fourth).status, (await fifth).status], [200, 200]);
});
