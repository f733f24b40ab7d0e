import { assertEquals, assertMatch } from "@std/assert";
import { startTestServer, type TestServer } from "../support/server.ts";

const LOGS = JSON.stringify({
  resourceLogs: [{
    scopeLogs: [{
      logRecords: [{
        timeUnixNano: "1782999999000000000",
        body: { stringValue: "claude_code.api_request" },
        attributes: [
          { key: "event.name", value: { stringValue: "api_request" } },
          { key: "session.id", value: { stringValue: "s-1" } },
          { key: "cost_usd", value: { doubleValue: 0.25 } },
          { key: "input_tokens", value: { intValue: "100" } },
        ],
      }],
    }],
  }],
});
const JSON_TYPE = { "content-type": "application/json" };

async function post(server: TestServer, path: string, body: BodyInit, headers = {}) {
  const response = await fetch(server.url + path, { method: "POST", body, headers });
  return { status: response.status, body: await response.text() };
}

async function gzip(text: string): Promise<Blob> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(stream).blob();
}

Deno.test("POST /v1/logs stores what Claude Code's telemetry says, plain and gzipped", async () => {
  await using server = await startTestServer();
  assertEquals(await post(server, "/v1/logs", LOGS, JSON_TYPE), { status: 200, body: "{}" });
  const zipped = await gzip(LOGS.replace("0.25", "0.5"));
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  assertEquals(await post(server, "/v1/logs", zipped, headers), { status: 200, body: "{}" });
  const { events } = await server.store.page({ limit: 10 });
  assertEquals(events.map(({ session }) => session), ["s-1", "s-1"]);
  const { sessions } = await (await fetch(`${server.url}/api/sessions`)).json();
  assertEquals(sessions[0].usage.cost_usd.value, 0.75);
});

Deno.test("the telemetry routes say what is wrong with what they do not take", async () => {
  await using server = await startTestServer();
  const protobuf = { "content-type": "application/x-protobuf" };
  const refused = await post(server, "/v1/traces", "x", protobuf);
  assertEquals(refused.status, 415);
  assertMatch(refused.body, /OTEL_EXPORTER_OTLP_PROTOCOL=http\/json/);
  const zipped = { ...JSON_TYPE, "content-encoding": "gzip" };
  assertEquals((await post(server, "/v1/metrics", "no gzip", zipped)).status, 400);
  assertEquals((await post(server, "/v1/metrics", "[]", JSON_TYPE)).status, 400);
  assertEquals((await post(server, "/v1/metrics", "{", JSON_TYPE)).status, 400);
  const brotli = { ...JSON_TYPE, "content-encoding": "br" };
  assertEquals((await post(server, "/v1/metrics", "{}", brotli)).status, 415);
  assertEquals((await post(server, "/v1/metrics", "{}", JSON_TYPE)).status, 200);
});

Deno.test("a small body that inflates without end is refused", async () => {
  await using server = await startTestServer();
  const bomb = await gzip(`{"a":"${"x".repeat(40 * 1024 * 1024)}"}`);
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  assertEquals((await post(server, "/v1/logs", bomb, headers)).status, 413);
});

Deno.test("POST /hooks/statusline tells context and cost", async () => {
  await using server = await startTestServer();
  const line = {
    session_id: "s-2",
    cost: { total_cost_usd: 1.5 },
    context_window: { used_percentage: 42, context_window_size: 200_000 },
  };
  const answer = await post(server, "/hooks/statusline", JSON.stringify(line));
  assertEquals(answer, { status: 204, body: "" });
  const { sessions } = await (await fetch(`${server.url}/api/sessions`)).json();
  assertEquals(sessions[0].usage.context_percent.value, 42);
});
