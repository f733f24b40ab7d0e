import { assert, assertEquals } from "@std/assert";
import type { MetricsAnswer } from "../../lib/contract/http.ts";
import { isJsonObject } from "../../lib/events/json.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { startTestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

async function get<Answer>(url: string): Promise<Answer> {
  return await (await fetch(url)).json();
}

async function post(url: string, body: string): Promise<void> {
  const response = await fetch(url, { method: "POST", body });
  await response.body?.cancel();
}

Deno.test("the server tells of its start, its end and its clients, and does not count them", async () => {
  await using server = await startTestServer({ tellsOfItself: true });
  await post(`${server.url}/api/events`, '{"type":"t"}');
  const client = await connectFeedClient(server.url);
  client[Symbol.dispose]();
  const types = async () => {
    const page = await server.store.page({ after: 0, limit: 100 });
    return page.events.map(({ type }) => type);
  };
  const first = ["server.start", "t", "client.connect", "client.disconnect"];
  await until("the client's end", async () => (await types()).length === first.length);
  assertEquals((await types()).toSorted(), first.toSorted());
  const counted = async () => (await get<{ events: number }>(`${server.url}/health`)).events;
  assertEquals(await counted(), 1);
  await server.restart();
  await until("the second start", async () => (await types()).length === first.length + 2);
  assertEquals((await types()).slice(-2), ["server.stop", "server.start"]);
  await until("the count", async () => await counted() === 1);
});

Deno.test("the server tells of its configuration, and of what changed since the last start", async () => {
  const configuration = { host: "localhost", "keep-days": 30 };
  await using server = await startTestServer({ tellsOfItself: true, configuration });
  const reported = async () => {
    const page = await server.store.page({ after: 0, limit: 100 });
    return page.events.filter(({ type }) => type !== "server.stop");
  };
  await until("the start", async () => (await reported()).length === 1);
  await server.restart();
  await until("the second start", async () => (await reported()).length === 2);
  await server.restart({ configuration: { ...configuration, "keep-days": 7 } });
  await until("the change", async () => (await reported()).length === 4);
  const [first, , , change] = await reported();
  assert(isJsonObject(first?.data));
  assertEquals(first.data["configuration"], configuration);
  assertEquals(change?.type, "config.change");
  assertEquals(change?.summary, "Configuration changed: keep-days: 7 (was 30)");
});

Deno.test("GET /api/metrics and /metrics say what was counted and measured", async () => {
  await using server = await startTestServer();
  const tool = { session_id: "s", tool_name: "Bash", tool_use_id: "u", tool_input: {} };
  const end = { hook_event_name: "PostToolUseFailure", error: "exit 1", duration_ms: 40 };
  const body = JSON.stringify({ ...tool, ...end });
  await post(`${server.url}/hooks/claude`, body);
  await post(`${server.url}/hooks/claude`, body);
  await post(`${server.url}/hooks/claude`, "nonsense");
  const metrics = await get<MetricsAnswer>(`${server.url}/api/metrics`);
  assertEquals(metrics.events.stored, 1);
  assertEquals(metrics.events.duplicates, 1);
  assertEquals(metrics.events.refused, { not_json: 1 });
  const [bash] = metrics.tools;
  assertEquals([bash?.tool, bash?.calls, bash?.errors, bash?.p95_ms], ["Bash", 1, 1, 40]);
  assertEquals(metrics.ingest.map(({ way, count }) => [way, count]), [["/hooks/claude", 2]]);
  assertEquals([metrics.queue.now, metrics.queue.max, metrics.not_stored], [0, 1, 0]);
  assertEquals(metrics.last_day.events, 1);
  assertEquals(metrics.last_day.bytes > 0, true);
  const text = await (await fetch(`${server.url}/metrics`)).text();
  for (
    const line of [
      'mpm_monitor_events_stored_total{category="tool"} 1',
      'mpm_monitor_events_failed_total{category="tool"} 1',
      "mpm_monitor_events_duplicate_total 1",
      'mpm_monitor_requests_refused_total{reason="not_json"} 1',
      'mpm_monitor_ingest_seconds_count{way="/hooks/claude"} 2',
      "mpm_monitor_store_events 1",
    ]
  ) assertEquals(text.includes(`${line}\n`), true, line);
});

Deno.test("GET /api/metrics says how long hooks took, as Claude Code's telemetry tells it", async () => {
  await using server = await startTestServer();
  const attributes = Object.entries({
    "event.name": "hook_execution_complete",
    "session.id": "s",
    hook_event: "PreToolUse",
    num_hooks: "3",
    num_non_blocking_error: "1",
    total_duration_ms: "12",
  }).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const body = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] };
  await post(`${server.url}/v1/logs`, JSON.stringify(body));
  const { hooks } = await get<MetricsAnswer>(`${server.url}/api/metrics`);
  assertEquals(hooks.map(({ event, failed, count, p95_ms }) => [event, failed, count, p95_ms]), [
    ["PreToolUse", 1, 1, 12],
  ]);
});

Deno.test("only what emitters sent is counted, however the server before this one ended", async () => {
  // A muted server leaves no number behind, as one that was killed at its start.
  await using server = await startTestServer({ tellsOfItself: false });
  const edit = {
    hook_event_name: "PostToolUse",
    session_id: "s",
    cwd: "/home/dev/shop",
    tool_name: "Edit",
    tool_use_id: "u-1",
    tool_input: { file_path: "/home/dev/shop/a.ts", old_string: "a", new_string: "b" },
    tool_response: { filePath: "/home/dev/shop/a.ts" },
  };
  await post(`${server.url}/hooks/claude`, JSON.stringify(edit));
  assertEquals(server.store.last, 2);
  const counted = async () => (await get<{ events: number }>(`${server.url}/health`)).events;
  assertEquals(await counted(), 1);
  await server.restart();
  await until("the count", async () => await counted() === 1);
});
