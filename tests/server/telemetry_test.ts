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

async function compressed(text: string, format: CompressionFormat): Promise<Blob> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(format));
  return await new Response(stream).blob();
}

Deno.test("content encodings are known by any spelling of their names", async () => {
  await using server = await startTestServer();
  const encodings: readonly [string, CompressionFormat | null][] = [
    ["GZIP", "gzip"],
    ["x-gzip", "gzip"],
    ["X-Gzip", "gzip"],
    ["deflate", "deflate"],
    ["Deflate", "deflate-raw"],
    ["Identity", null],
    ["", null],
    [" gzip , identity", "gzip"],
  ];
  for (const [index, [name, format]] of encodings.entries()) {
    const text = LOGS.replace("s-1", `s-${index}`);
    const body = format === null ? text : await compressed(text, format);
    const headers = { ...JSON_TYPE, "content-encoding": name };
    assertEquals(await post(server, "/v1/logs", body, headers), { status: 200, body: "{}" }, name);
  }
  assertEquals(server.store.last, encodings.length);
  const odd = { ...JSON_TYPE, "content-encoding": "gzip, br" };
  const refused = await post(server, "/v1/logs", "{}", odd);
  assertEquals([refused.status, JSON.parse(refused.body).code], [415, 12]);
});

Deno.test("what is wrong with an export is said as OTLP says it", async () => {
  await using server = await startTestServer();
  const wrong: readonly [string, RegExp][] = [
    ['{"resourceLogs":[{', /Not JSON/],
    ["", /Not JSON/],
    ["[]", /JSON object/],
    ['"x"', /JSON object/],
    ['{"resource_logs":[{"scope_logs":[{"log_records":[{}]}]}]}', /resource_logs.*resourceLogs/s],
    ['{"resourceLogs":[{"scope_logs":[{"log_records":[{}]}]}]}', /scope_logs/],
  ];
  for (const [body, message] of wrong) {
    const answer = await post(server, "/v1/logs", body, JSON_TYPE);
    const status = JSON.parse(answer.body);
    assertEquals([answer.status, status.code, status.error], [400, 3, undefined], body);
    assertMatch(status.message, message);
  }
  for (const body of ["{}", '{"resourceLogs":[]}', '{"resourceLogs":[{"scopeLogs":[]}]}']) {
    const answer = await post(server, "/v1/logs", body, JSON_TYPE);
    assertEquals(answer, { status: 200, body: "{}" });
  }
  const more = LOGS.replace("{", '{"later_field":1,');
  assertEquals(await post(server, "/v1/logs", more, JSON_TYPE), { status: 200, body: "{}" });
  assertEquals(server.store.last, 1);
});

Deno.test("compressed bodies are understood at all ways in, streams of lines are refused", async () => {
  await using server = await startTestServer();
  const hook = JSON.stringify({ hook_event_name: "Stop", session_id: "s-1" });
  const gzipped = { ...JSON_TYPE, "content-encoding": "gzip" };
  for (const path of ["/hooks/claude", "/api/events", "/hooks/statusline"]) {
    const answer = await post(server, path, await gzip(hook), gzipped);
    assertEquals(answer, { status: 204, body: "" }, path);
    const wrong = await post(server, path, hook, gzipped);
    assertEquals([wrong.status, JSON.parse(wrong.body).error.code], [400, "not_gzip"], path);
    const unknown = await post(server, path, hook, { ...gzipped, "content-encoding": "zstd" });
    assertEquals([unknown.status, JSON.parse(unknown.body).error.code], [415, "encoding"], path);
  }
  const lines = { "content-type": "application/x-ndjson", "content-encoding": "gzip" };
  const stream = await post(server, "/api/events", await gzip(`${hook}\n`), lines);
  assertEquals(stream.status, 415);
  assertMatch(stream.body, /stream of lines/);
  const { events } = await server.store.page({ limit: 10 });
  assertEquals(events.map(({ type }) => type).sort(), ["session.status", "turn.stop", "turn.stop"]);
});

Deno.test("fields of a record beside its attributes are kept, whole numbers to the last digit", async () => {
  await using server = await startTestServer();
  const record = {
    timeUnixNano: "1783000000250000000",
    eventName: "claude_code.tool_decision",
    severityNumber: 9,
    severityText: "INFO",
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: "eee19b7ec3c1b174",
    attributes: [
      { key: "session.id", value: { stringValue: "e1" } },
      { key: "decision", value: { stringValue: "accept" } },
      { key: "big", value: { intValue: "NUMBER" } },
      { key: "small", value: { intValue: "12" } },
    ],
  };
  const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] })
    .replace('"NUMBER"', "9007199254740993");
  assertEquals((await post(server, "/v1/logs", body, JSON_TYPE)).status, 200);
  const [event] = (await server.store.page({ limit: 1 })).events;
  assertEquals(event?.type, "otel.tool.decision");
  assertEquals(event?.data, {
    "session.id": "e1",
    decision: "accept",
    big: "9007199254740993",
    small: 12,
    eventName: "claude_code.tool_decision",
    severityNumber: 9,
    severityText: "INFO",
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: "eee19b7ec3c1b174",
    _resource: {},
  });
});
