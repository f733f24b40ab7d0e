/** What answers of a server must hold before they are believed: another version may have given them. */
import * as v from "valibot";
import type { ErrorAnswer, MetricsAnswer, RedactAnswer, UsageAnswer } from "../../contract/http.ts";
import { USAGE_GROUPS, USAGE_SOURCES } from "../../contract/usage.ts";

const nullable = v.nullable;
const text = v.string();
const number = v.number();
const counts = v.record(text, number);
const version = v.literal(1);

const times = {
  count: number,
  p50_ms: nullable(number),
  p95_ms: nullable(number),
  p99_ms: nullable(number),
};

const METRICS: v.GenericSchema<unknown, MetricsAnswer> = v.object({
  schema_version: version,
  uptime: number,
  clients: number,
  subscriptions: number,
  store: v.object({ events: number, last: number, bytes: number }),
  lag: v.object({ now: number, max: number }),
  memory: number,
  heap: number,
  events: v.object({
    stored: number,
    duplicates: number,
    refused: counts,
    wrong_credentials: counts,
    last_minute: number,
    this_minute: number,
  }),
  gaps: number,
  ingest: v.array(v.object({ ...times, way: text })),
  hooks: v.array(v.object({ ...times, event: text, failed: number })),
  queue: v.object({ now: number, max: number }),
  not_stored: number,
  last_day: v.object({ events: number, bytes: number }),
  categories: v.array(v.object({ category: text, events: number, errors: number })),
  tools: v.array(v.object({ ...times, tool: text, calls: number, errors: number })),
});

const sourced = <Value extends v.GenericSchema>(value: Value) =>
  nullable(v.object({ value, from: v.array(v.picklist(USAGE_SOURCES)) }));

const tokens = sourced(v.object({
  input: v.exactOptional(number),
  output: v.exactOptional(number),
  cache_read: v.exactOptional(number),
  cache_write: v.exactOptional(number),
}));

const group = v.exactOptional(nullable(text));

const row = v.object({
  day: group,
  project: group,
  session: group,
  agent: group,
  model: group,
  cost_usd: sourced(number),
  tokens,
  requests: sourced(number),
  sessions: number,
  unknown: v.object({ cost_usd: number, tokens: number }),
  undated: v.exactOptional(v.object({ cost_usd: sourced(number), tokens, sessions: number })),
});

const USAGE: v.GenericSchema<unknown, UsageAnswer> = v.object({
  schema_version: version,
  by: v.array(v.picklist(USAGE_GROUPS)),
  since: nullable(text),
  time_zone: text,
  rows: v.array(row),
  total: row,
  limits: v.array(v.object({
    name: text,
    used_percent: nullable(number),
    resets_at: nullable(number),
    read_at: number,
    session: text,
    from: v.literal("status line"),
  })),
});

const REDACT: v.GenericSchema<unknown, RedactAnswer> = v.object({
  schema_version: version,
  done: v.boolean(),
  looked: number,
  of: number,
  changed: number,
});

const ERROR: v.GenericSchema<unknown, ErrorAnswer> = v.object({
  error: v.object({
    code: text,
    message: text,
    hint: v.exactOptional(text),
    column: v.exactOptional(number),
  }),
});

/** Whether this is an error, in the form that all our errors have. */
export function isErrorAnswer(body: unknown): body is ErrorAnswer {
  return v.safeParse(ERROR, body).success;
}

/** Whether this is an answer of `GET /api/metrics`. */
export function isMetricsAnswer(body: unknown): body is MetricsAnswer {
  return v.safeParse(METRICS, body).success;
}

/** Whether this is an answer of `GET /api/usage`. */
export function isUsageAnswer(body: unknown): body is UsageAnswer {
  return v.safeParse(USAGE, body).success;
}

/** Whether this is an answer of `POST /api/control/redact`. */
export function isRedactAnswer(body: unknown): body is RedactAnswer {
  return v.safeParse(REDACT, body).success;
}
