import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../events/event.ts";
import type { NewEvent } from "../../events/new_event.ts";
import { fromStatusLine } from "../adapters.ts";
import { fromOtlp, type TelemetryKind } from "./from_otlp.ts";

const CONTEXT = { received: 1_800_000_000_000, body: "b" };
const NANO = "1783000000250000000";
const MILLI = 1783000000250;

function attributes(values: Readonly<Record<string, JsonObject>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

const RESOURCE = {
  attributes: attributes({ "service.name": { stringValue: "claude-code" } }),
};

function export_(kind: TelemetryKind, records: readonly JsonObject[]): JsonObject {
  switch (kind) {
    case "logs":
      return { resourceLogs: [{ resource: RESOURCE, scopeLogs: [{ logRecords: records }] }] };
    case "metrics":
      return { resourceMetrics: [{ resource: RESOURCE, scopeMetrics: [{ metrics: records }] }] };
    case "traces":
      return { resourceSpans: [{ resource: RESOURCE, scopeSpans: [{ spans: records }] }] };
  }
}

function only(events: readonly NewEvent[]): NewEvent {
  const [event] = events;
  if (event === undefined || events.length !== 1) throw new Error(`${events.length} events`);
  return event;
}

Deno.test("fromOtlp() reads a tool's result and joins it to the hook's event", () => {
  const event = only(fromOtlp(
    "logs",
    export_("logs", [{
      timeUnixNano: NANO,
      body: { stringValue: "claude_code.tool_result" },
      attributes: attributes({
        "session.id": { stringValue: "s-1" },
        "prompt.id": { stringValue: "p-1" },
        "event.name": { stringValue: "tool_result" },
        tool_use_id: { stringValue: "toolu_1" },
        tool_name: { stringValue: "Bash" },
        success: { stringValue: "false" },
        error: { stringValue: "exit code 1" },
        duration_ms: { stringValue: "1250" },
      }),
    }]),
    CONTEXT,
  ));
  assertEquals(event.once, true);
  assertEquals(event.body, "b 0");
  assertEquals({ ...event.draft, data: null }, {
    ts: MILLI,
    received: CONTEXT.received,
    source: "otel",
    category: "tool",
    type: "otel.tool.result",
    session: "s-1",
    tool: "Bash",
    correlation: "toolu_1",
    status: "error",
    duration_ms: 1250,
    summary: "Bash: exit code 1",
    data: null,
  });
});

Deno.test("fromOtlp() reads a request to the model, with tokens and cost", () => {
  const event = only(fromOtlp(
    "logs",
    export_("logs", [{
      observedTimeUnixNano: NANO,
      attributes: attributes({
        "event.name": { stringValue: "api_request" },
        "prompt.id": { stringValue: "p-1" },
        model: { stringValue: "claude-sonnet" },
        input_tokens: { intValue: "1200" },
        output_tokens: { intValue: 340 },
        cost_usd: { doubleValue: 0.0123 },
        nested: { kvlistValue: { values: attributes({ a: { boolValue: true } }) } },
        list: { arrayValue: { values: [{ stringValue: "x" }, { intValue: "2" }] } },
      }),
    }]),
    CONTEXT,
  ));
  assertEquals(event.draft.type, "otel.api.request");
  assertEquals(event.draft.correlation, "p-1");
  assertEquals(event.once, undefined);
  assertEquals(event.draft.summary, "claude-sonnet: 1200 tokens in, 340 out, $0.0123");
  assertEquals(event.draft.data, {
    "event.name": "api_request",
    "prompt.id": "p-1",
    model: "claude-sonnet",
    input_tokens: 1200,
    output_tokens: 340,
    cost_usd: 0.0123,
    nested: { a: true },
    list: ["x", 2],
    _resource: { "service.name": "claude-code" },
  });
});

Deno.test("fromOtlp() keeps the log lines of strangers", () => {
  const event = only(fromOtlp(
    "logs",
    export_("logs", [{ severityNumber: 17, body: { stringValue: "disk on fire" } }]),
    CONTEXT,
  ));
  assertEquals(event.draft.type, "otel.log");
  assertEquals(event.draft.ts, CONTEXT.received);
  assertEquals(event.draft.status, "error");
  assertEquals(event.draft.summary, "log: disk on fire");
});

Deno.test("fromOtlp() makes an event of each data point", () => {
  const events = fromOtlp(
    "metrics",
    export_("metrics", [{
      name: "claude_code.token.usage",
      unit: "tokens",
      sum: {
        aggregationTemporality: 1,
        dataPoints: [
          {
            asInt: "120",
            timeUnixNano: NANO,
            attributes: attributes({
              "session.id": { stringValue: "s-1" },
              type: { stringValue: "input" },
            }),
          },
          { asDouble: 7.5, timeUnixNano: NANO },
        ],
      },
    }]),
    CONTEXT,
  );
  assertEquals(
    events.map(({ draft }) => [draft.type, draft.category, draft.session, draft.summary]),
    [
      ["otel.metric.token.usage", "session", "s-1", "token usage (input): 120 tokens"],
      ["otel.metric.token.usage", "system", undefined, "token usage: 7.5 tokens"],
    ],
  );
  assertEquals(events[1]?.draft.data, {
    metric: "claude_code.token.usage",
    value: 7.5,
    unit: "tokens",
    kind: "sum",
    temporality: 1,
    _resource: { "service.name": "claude-code" },
  });
});

Deno.test("fromOtlp() reads a span with its length and its failure", () => {
  const event = only(fromOtlp(
    "traces",
    export_("traces", [{
      name: "claude_code.tool",
      traceId: "t",
      spanId: "s",
      parentSpanId: "p",
      startTimeUnixNano: NANO,
      endTimeUnixNano: "1783000001500000000",
      status: { code: 2, message: "denied" },
      attributes: attributes({ tool_name: { stringValue: "Bash" } }),
    }]),
    CONTEXT,
  ));
  const { ts, type, category, tool, status, duration_ms, summary } = event.draft;
  assertEquals([ts, type, category, tool, status, duration_ms, summary], [
    MILLI,
    "otel.span.tool",
    "tool",
    "Bash",
    "error",
    1250,
    "tool (Bash): denied",
  ]);
});

Deno.test("fromOtlp() hides the values of attributes that are named as secrets", () => {
  const record = { attributes: attributes({ api_key: { stringValue: "open sesame" } }) };
  const [event] = fromOtlp("logs", export_("logs", [record]), CONTEXT);
  assertEquals(JSON.stringify(event).includes("sesame"), false);
});

Deno.test("fromOtlp() passes over what is no record", () => {
  for (const kind of ["logs", "metrics", "traces"] as const) {
    assertEquals(fromOtlp(kind, {}, CONTEXT), []);
    assertEquals(
      fromOtlp(kind, { resourceLogs: 1, resourceMetrics: [2], resourceSpans: {} }, CONTEXT),
      [],
    );
    assertEquals(fromOtlp(kind, export_(kind, []), CONTEXT), []);
  }
});

Deno.test("fromStatusLine() sums up context, cost and limits", () => {
  const body = {
    session_id: "s-1",
    cwd: "/home/dev/shop",
    model: { id: "claude-sonnet", display_name: "Sonnet" },
    cost: { total_cost_usd: 1.234 },
    context_window: { used_percentage: 41.6 },
    rate_limits: { five_hour: { used_percentage: 12 }, seven_day: { used_percentage: 3 } },
  };
  const { draft } = only(fromStatusLine(body, CONTEXT));
  const { type, category, session, project, summary, data } = draft;
  assertEquals([type, category, session, project, data], [
    "session.status",
    "session",
    "s-1",
    "/home/dev/shop",
    body,
  ]);
  assertEquals(summary, "Context 42 %, cost $1.23, 5 h limit 12 %, 7 d limit 3 %, Sonnet");
  assertEquals(only(fromStatusLine({}, CONTEXT)).draft.summary, "Context and cost");
});

Deno.test("fromOtlp() leaves out of a request's words what nobody reported: it is not zero", () => {
  const summaryOf = (values: Readonly<Record<string, JsonObject>>) => {
    const named = { "event.name": { stringValue: "api_request" }, ...values };
    const record = { timeUnixNano: NANO, attributes: attributes(named) };
    return only(fromOtlp("logs", export_("logs", [record]), CONTEXT)).draft.summary;
  };
  const model = { model: { stringValue: "claude-sonnet" } };
  assertEquals(
    summaryOf({ ...model, output_tokens: { intValue: "7" } }),
    "claude-sonnet: 7 tokens out",
  );
  assertEquals(summaryOf(model), "claude-sonnet answered");
});

Deno.test("fromOtlp() begins the words of a record without text like a sentence", () => {
  const named = { "event.name": { stringValue: "hook_execution_complete" } };
  const record = { timeUnixNano: NANO, attributes: attributes(named) };
  const event = only(fromOtlp("logs", export_("logs", [record]), CONTEXT));
  assertEquals(event.draft.summary, "Hook execution complete");
});

Deno.test("fromOtlp() takes the project from the resource, and a model that is not named", () => {
  const record = {
    timeUnixNano: NANO,
    body: { stringValue: "claude_code.api_request" },
    attributes: attributes({ "event.name": { stringValue: "api_request" } }),
  };
  const resource = {
    attributes: attributes({
      "service.name": { stringValue: "claude-code" },
      cwd: { stringValue: "/home/kim/shop" },
    }),
  };
  const { draft } = only(
    fromOtlp(
      "logs",
      { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] },
      CONTEXT,
    ),
  );
  assertEquals([draft.project, draft.summary], ["/home/kim/shop", "Model answered"]);
});

Deno.test("fromOtlp() has words for a request of no known model, and a duration of nothing", () => {
  const event = (values: Readonly<Record<string, JsonObject>>, resource = RESOURCE) => {
    const record = { timeUnixNano: NANO, attributes: attributes(values) };
    const body = { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] };
    return only(fromOtlp("logs", body, CONTEXT)).draft;
  };
  const request = { "event.name": { stringValue: "api_request" } };
  assertEquals(event(request).summary, "Model answered");
  assertEquals(event({ ...request, duration_ms: { intValue: "0" } }).duration_ms, 0);
  assertEquals(event({ ...request, duration_ms: { intValue: "-1" } }).duration_ms, undefined);
  const resource = { attributes: attributes({ cwd: { stringValue: "/work/shop" } }) };
  assertEquals(event(request, resource).project, "/work/shop");
  const own = { ...request, cwd: { stringValue: "/work/blog" } };
  assertEquals(event(own, resource).project, "/work/blog");
});
