import { assertEquals, assertMatch } from "@std/assert";
import type { UsageAnswer } from "../../lib/contract/http.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

async function post(server: TestServer, path: string, body: unknown): Promise<void> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(server.url + path, init);
  await response.body?.cancel();
  assertEquals(response.ok, true);
}

function request(cost: string, model: string) {
  const attributes = Object.entries({
    "event.name": "api_request",
    "session.id": "s-1",
    query_source: "repl_main_thread",
    model,
    cost_usd: cost,
    input_tokens: "120",
  }).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  return { resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] };
}

async function get(server: TestServer, query: string): Promise<UsageAnswer> {
  const response = await fetch(`${server.url}/api/usage${query}`);
  assertEquals(response.status, 200);
  return await response.json();
}

Deno.test("GET /api/usage tells money, tokens and limits, each with who reported it", async () => {
  await using server = await startTestServer();
  assertEquals((await get(server, "")).rows, []);
  const resets_at = Math.floor(Date.now() / 1000) + 3_600;
  await post(server, "/hooks/claude", {
    hook_event_name: "SessionStart",
    session_id: "s-1",
    cwd: "/home/kim/shop",
    source: "startup",
  });
  await post(server, "/v1/logs", request("0.75", "opus"));
  await post(server, "/v1/logs", request("0.05", "haiku"));
  await post(server, "/hooks/statusline", {
    session_id: "s-1",
    cwd: "/home/kim/shop",
    cost: { total_cost_usd: 0.8 },
    rate_limits: { five_hour: { used_percentage: 37, resets_at } },
  });
  const answer = await get(server, "?by=model&days=1");
  assertEquals(answer.rows.map(({ model, cost_usd }) => [model, cost_usd]), [
    ["opus", { value: 0.75, from: ["telemetry"] }],
    ["haiku", { value: 0.05, from: ["telemetry"] }],
  ]);
  assertEquals(answer.total.cost_usd?.value, 0.8);
  assertEquals(answer.total.tokens, { value: { input: 240 }, from: ["telemetry"] });
  assertEquals(answer.limits.map(({ name, used_percent }) => [name, used_percent]), [
    ["five_hour", 37],
  ]);
  assertEquals((await get(server, "?by=project,agent")).rows[0]?.agent, "main");
  assertEquals((await get(server, "?project=/elsewhere")).total.cost_usd, null);
  assertEquals((await get(server, "?session=s-1")).total.sessions, 1);
});

Deno.test("GET /api/usage says what it cannot group by", async () => {
  await using server = await startTestServer();
  const wrong = ["by=week", "by=day,day", "by=day,model,agent,session", "by=", "days=0", "days=x"];
  for (const query of wrong) {
    const response = await fetch(`${server.url}/api/usage?${query}`);
    assertEquals(response.status, 400, query);
    assertMatch(await response.text(), /"(by|days)\\" must/);
  }
});
