import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { MetricsAnswer } from "../../lib/contract/http.ts";
import { testEvents } from "../support/events.ts";
import { rawRequest } from "../support/wire/raw_request.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

async function refused(server: TestServer): Promise<Readonly<Record<string, number>>> {
  const metrics: MetricsAnswer = await (await fetch(`${server.url}/api/metrics`)).json();
  return metrics.events.refused;
}

Deno.test("no more connections are open than a server takes, and the others are told so", async () => {
  await using server = await startTestServer({ httpLimits: { connections: 20 } });
  const idle: Deno.TcpConn[] = [];
  for (let n = 0; n < 20; n++) {
    idle.push(await Deno.connect({ hostname: "127.0.0.1", port: server.port }));
  }
  const get = () =>
    rawRequest(server.port, {
      method: "GET",
      path: "/health",
      headers: { host: `localhost:${server.port}` },
    });
  const answer = await until("a refusal", async () => {
    const answer = await get();
    return answer.status === 429 && answer;
  });
  assertEquals(JSON.parse(answer.body).error.code, "too_many_connections");
  assertEquals(answer.headers["retry-after"], "1");
  for (const connection of idle) connection.close();
  await until("a free place", async () => (await get()).status === 200);
  assert(Number((await refused(server))["too_many_connections"]) >= 1);
});

Deno.test("questions beyond those that wait are refused, and events are still taken", async () => {
  await using server = await startTestServer({ httpLimits: { queries: 3 } });
  await server.store.append(testEvents(1));
  // The server itself has read what it reads at its start.
  await (await fetch(`${server.url}/api/sessions`)).body?.cancel();
  const { pageText } = server.store;
  const gate = Promise.withResolvers<void>();
  using _open = { [Symbol.dispose]: () => gate.resolve() };
  let asked = 0;
  server.store.pageText = async (request) => {
    asked += 1;
    await gate.promise;
    return await pageText.call(server.store, request);
  };
  const ask = () => fetch(`${server.url}/api/events`);
  const waiting = [ask(), ask(), ask()];
  await until("three questions", () => asked === 3);
  const refusal = await ask();
  assertEquals(refusal.status, 429);
  assertEquals(refusal.headers.get("retry-after"), "1");
  assertStringIncludes(await refusal.text(), "too_many_questions");
  const stored = await fetch(`${server.url}/api/events`, { method: "POST", body: '{"type":"x"}' });
  assertEquals(stored.status, 204);
  gate.resolve();
  for (const answer of await Promise.all(waiting)) await answer.body?.cancel();
  const next = await ask();
  assertEquals([next.status, (await next.json()).events.length], [200, 2]);
  assertEquals((await refused(server))["too_many_questions"], 1);
});
