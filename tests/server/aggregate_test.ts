import { assertEquals, assertStringIncludes } from "@std/assert";
import type { AggregateAnswer } from "../../lib/contract/http.ts";
import { startTestServer } from "../support/server.ts";

Deno.test("GET /api/events/tally counts by the contract and refuses wrong parameters", async () => {
  await using server = await startTestServer();
  const ask = (query: string) => fetch(`${server.url}/api/events/tally?${query}`);
  for (const duration_ms of [120, 124, 4321]) {
    await fetch(`${server.url}/api/events`, {
      method: "POST",
      body: JSON.stringify({ category: "tool", type: "tool.post", tool: "Bash", duration_ms }),
    });
  }
  const aggregate: AggregateAnswer = await (await ask("calls=1&step=60000")).json();
  assertEquals(aggregate.store, server.store.id);
  assertEquals([aggregate.step, aggregate.last, aggregate.more], [60_000, 1, false]);
  assertEquals(aggregate.tools, [{
    name: "Bash",
    count: 3,
    errors: 0,
    times: [[120, 2], [4300, 1]],
  }]);
  assertEquals(aggregate.slowest[0]?.duration_ms, 4321);

  const found: AggregateAnswer = await (await ask("q=duration:>2s")).json();
  assertEquals(found.series.map(({ events }) => events), [1]);
  assertEquals(found.tools, []);
  const none: AggregateAnswer = await (await ask(`since=${Date.now() + 60_000}`)).json();
  assertEquals(none.series, []);
  assertEquals(none.oldest, aggregate.oldest);

  const wrong = await ask("limit=3");
  assertEquals(wrong.status, 400);
  assertStringIncludes(await wrong.text(), "q, since, step, calls and before");
  assertEquals((await ask("q=/(/")).status, 400);
});
