import { assertEquals } from "@std/assert";
import { isErrorAnswer, isMetricsAnswer, isRedactAnswer, isUsageAnswer } from "./answer_schemas.ts";

const ROW = {
  day: "2026-11-20",
  cost_usd: { value: 1.5, from: ["telemetry"] },
  tokens: { value: { input: 12 }, from: ["status line"] },
  requests: null,
  sessions: 1,
  unknown: { cost_usd: 0, tokens: 0 },
};
const USAGE = {
  schema_version: 1,
  by: ["day"],
  since: null,
  time_zone: "Europe/Berlin",
  rows: [ROW],
  total: ROW,
  limits: [{
    name: "five_hour",
    used_percent: null,
    resets_at: 1,
    read_at: 1,
    session: "s",
    from: "status line",
  }],
};
const TIMES = { count: 1, p50_ms: 1, p95_ms: null, p99_ms: null };
const METRICS = {
  schema_version: 1,
  uptime: 1,
  clients: 0,
  subscriptions: 0,
  store: { events: 1, last: 1, bytes: 1 },
  lag: { now: 0, max: 0 },
  memory: 1,
  heap: 1,
  events: {
    stored: 1,
    duplicates: 0,
    refused: { too_large: 1 },
    wrong_credentials: {},
    last_minute: 0,
    this_minute: 0,
  },
  gaps: 0,
  ingest: [{ ...TIMES, way: "/api/events" }],
  hooks: [],
  queue: { now: 0, max: 0 },
  not_stored: 0,
  last_day: { events: 0, bytes: 0 },
  categories: [],
  tools: [{ ...TIMES, tool: "Bash", calls: 1, errors: 0 }],
};
const REDACT = { schema_version: 1, done: true, looked: 0, of: 0, changed: 0 };
const ERROR = { error: { code: "failed", message: "It failed" } };

Deno.test("answers are believed that hold all that is read from them, and more", () => {
  assertEquals(isUsageAnswer({ ...USAGE, of_a_later_version: 1 }), true);
  assertEquals(isMetricsAnswer({ ...METRICS, of_a_later_version: 1 }), true);
  assertEquals(isRedactAnswer(REDACT), true);
  assertEquals(isErrorAnswer(ERROR), true);
});

Deno.test("answers are not believed that lack a field, or have one of another kind", () => {
  for (const body of [null, [], "x", 7, {}]) {
    const believed = [isUsageAnswer, isMetricsAnswer, isRedactAnswer, isErrorAnswer]
      .filter((is) => is(body));
    assertEquals(believed, []);
  }
  for (const name of Object.keys(USAGE)) {
    assertEquals(isUsageAnswer({ ...USAGE, [name]: undefined }), false, name);
  }
  for (const name of Object.keys(METRICS)) {
    assertEquals(isMetricsAnswer({ ...METRICS, [name]: "x" }), false, name);
  }
  for (const name of Object.keys(REDACT)) {
    assertEquals(isRedactAnswer({ ...REDACT, [name]: null }), false, name);
  }
  assertEquals(isUsageAnswer({ ...USAGE, rows: [{ ...ROW, sessions: "1" }] }), false);
  assertEquals(isErrorAnswer({ error: { ...ERROR.error, hint: 7 } }), false);
});
