import { Counter, Gauge, Histogram, Registry, Summary } from "prom-client";
import { type MetricsAnswer, SCHEMA_VERSION, type TimesAnswer } from "../../contract/http.ts";
import type { CanonicalEvent, JsonObject } from "../../events/event.ts";
import { field, isObject, textIn } from "../../events/json.ts";

/** Figures that are read when somebody asks for them. */
export type LiveFigures = Pick<
  MetricsAnswer,
  | "uptime"
  | "clients"
  | "subscriptions"
  | "store"
  | "lag"
  | "memory"
  | "heap"
  | "queue"
  | "not_stored"
  | "last_day"
>;

/** Claude Code tells by it how long the hooks of one event took. */
const HOOKS_DONE = "otel.hook.execution.complete";
const QUANTILES = [0.5, 0.95, 0.99];
/** Seconds: from a tenth of a millisecond to a second. */
const BUCKETS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
/** Tools and ways are named by strangers: beyond so many, the rest is counted as one. */
const MOST_NAMES = 100;
const OTHER = "other";

/** What this server counts and measures, for Prometheus and for our own dashboard. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #stored = this.#counter("events_stored_total", "Events stored", ["category"]);
  readonly #failed = this.#counter("events_failed_total", "Stored events that tell of a failure", [
    "category",
  ]);
  readonly #doubles = this.#counter("events_duplicate_total", "Events dropped as doubles", []);
  readonly #refused = this.#counter("requests_refused_total", "Requests refused", ["reason"]);
  readonly #gaps = this.#counter("feed_gaps_total", "Times a slow client was left out", []);
  readonly #gauges = new Map<string, Gauge>();
  readonly #ingest = new Histogram({
    name: "mpm_monitor_ingest_seconds",
    help: "Time from a request to its answer, with the commit",
    labelNames: ["way"],
    buckets: BUCKETS,
    registers: [this.#registry],
  });
  readonly #ingestSummary = this.#summary("ingest", ["way"]);
  readonly #hookSummary = this.#summary("hooks", ["event"]);
  readonly #hooks = new Map<string, { failed: number }>();
  readonly #toolSummary = this.#summary("tool", ["tool"]);
  readonly #tools = new Map<string, { calls: number; errors: number }>();
  readonly #categories = new Map<string, { events: number; errors: number }>();
  readonly #minutes = new Map<number, number>();

  /** Counts events that were dropped as doubles. */
  countDoubles(count: number): void {
    if (count > 0) this.#doubles.inc(count);
  }

  /** Counts stored events. */
  countStored(events: readonly CanonicalEvent[]): void {
    for (const event of events) {
      const isError = event.status === "error";
      this.#stored.inc({ category: event.category });
      if (isError) this.#failed.inc({ category: event.category });
      const category = entry(this.#categories, event.category, { events: 0, errors: 0 });
      category.events++;
      if (isError) category.errors++;
      const minute = Math.floor(event.received / 60_000);
      this.#minutes.set(minute, (this.#minutes.get(minute) ?? 0) + 1);
      this.#countTool(event, isError);
      if (event.type === HOOKS_DONE) this.#countHooks(event);
    }
    for (const minute of this.#minutes.keys()) {
      if (this.#minutes.size <= 60) break;
      this.#minutes.delete(minute);
    }
  }

  /** Measures one request that sent events, in seconds. */
  measureIngest(way: string, seconds: number): void {
    this.#ingest.observe({ way }, seconds);
    this.#ingestSummary.observe({ way }, seconds);
  }

  /** Counts a refused request, by the code of its error. */
  countRefused(reason: string): void {
    this.#refused.inc({ reason });
  }

  /** Counts a slow client that was left out. */
  countGap(): void {
    this.#gaps.inc();
  }

  /** All figures as Prometheus reads them. */
  async prometheus(live: LiveFigures): Promise<string> {
    this.#set("uptime_seconds", "Time since the start", live.uptime);
    this.#set("clients", "Connected socket clients", live.clients);
    this.#set("subscriptions", "Clients that follow the feed", live.subscriptions);
    this.#set("store_events", "Events in the store", live.store.events);
    this.#set("store_bytes", "Bytes of the store on disk", live.store.bytes);
    this.#set("queue_events", "Events on their way to the disk", live.queue.now);
    this.#set("not_stored_events", "Events that could not be stored", live.not_stored);
    this.#set("event_loop_lag_seconds", "How late the event loop was", live.lag.now / 1000);
    this.#set("resident_memory_bytes", "Memory in use", live.memory);
    this.#set("heap_bytes", "Heap of the main thread in use", live.heap);
    return await this.#registry.metrics();
  }

  /** All figures as `GET /api/metrics` answers them. */
  async answer(live: LiveFigures, now: number): Promise<MetricsAnswer> {
    const minute = Math.floor(now / 60_000);
    const refused = await this.#refused.get();
    const doubles = await this.#doubles.get();
    const gaps = await this.#gaps.get();
    const ways = await quantiles(this.#ingestSummary, "way");
    const times = await quantiles(this.#toolSummary, "tool");
    const hooks = await quantiles(this.#hookSummary, "event");
    return {
      schema_version: SCHEMA_VERSION,
      ...live,
      events: {
        stored: sum(this.#categories.values(), ({ events }) => events),
        duplicates: sum(doubles.values, ({ value }) => value),
        refused: Object.fromEntries(
          refused.values.map(({ labels, value }) => [String(labels["reason"]), value]),
        ),
        last_minute: this.#minutes.get(minute - 1) ?? 0,
        this_minute: this.#minutes.get(minute) ?? 0,
      },
      gaps: sum(gaps.values, ({ value }) => value),
      ingest: [...ways].map(([way, figures]) => ({ way, ...figures })),
      hooks: [...this.#hooks].map(([event, counts]) => ({
        event,
        ...counts,
        ...hooks.get(event) ?? UNMEASURED,
      })),
      categories: [...this.#categories].map(([category, counts]) => ({ category, ...counts })),
      tools: [...this.#tools]
        .map(([tool, counts]) => ({ tool, ...counts, ...times.get(tool) ?? UNMEASURED }))
        .sort((left, right) => (right.p95_ms ?? -1) - (left.p95_ms ?? -1)),
    };
  }

  #countHooks({ data }: CanonicalEvent): void {
    if (!isObject(data)) return;
    const time = figureIn(data, "total_duration_ms");
    const named = textIn(data, "hook_event", "hook_name") ?? OTHER;
    const known = this.#hooks.has(named) || this.#hooks.size < MOST_NAMES;
    const event = known ? named : OTHER;
    const counts = entry(this.#hooks, event, { failed: 0 });
    counts.failed += figureIn(data, "num_non_blocking_error") ?? 0;
    if (time !== undefined) this.#hookSummary.observe({ event }, time / 1000);
  }

  #countTool(event: CanonicalEvent, isError: boolean): void {
    const isEnd = event.type === "tool.post" || event.type === "tool.failure";
    if (event.tool === undefined || !isEnd) return;
    const known = this.#tools.has(event.tool) || this.#tools.size < MOST_NAMES;
    const tool = known ? event.tool : OTHER;
    const counts = entry(this.#tools, tool, { calls: 0, errors: 0 });
    counts.calls++;
    if (isError) counts.errors++;
    if (event.duration_ms !== undefined) {
      this.#toolSummary.observe({ tool }, event.duration_ms / 1000);
    }
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({
      name: `mpm_monitor_${name}`,
      help,
      labelNames,
      registers: [this.#registry],
    });
  }

  /** Kept for our own page: Prometheus makes its quantiles from the histogram. */
  #summary(name: string, labelNames: string[]): Summary {
    return new Summary({
      name,
      help: name,
      labelNames,
      percentiles: QUANTILES,
      maxAgeSeconds: 600,
      ageBuckets: 5,
      registers: [],
    });
  }

  #set(name: string, help: string, value: number): void {
    const gauge = this.#gauges.get(name) ?? new Gauge({
      name: `mpm_monitor_${name}`,
      help,
      registers: [this.#registry],
    });
    this.#gauges.set(name, gauge);
    gauge.set(value);
  }
}

const UNMEASURED: TimesAnswer = { count: 0, p50_ms: null, p95_ms: null, p99_ms: null };

async function quantiles(summary: Summary, label: string): Promise<Map<string, TimesAnswer>> {
  const found = new Map<string, { -readonly [Key in keyof TimesAnswer]: TimesAnswer[Key] }>();
  for (const { labels, metricName, value } of (await summary.get()).values) {
    const times = entry(found, String(labels[label]), { ...UNMEASURED });
    const ms = Number.isFinite(value) ? value * 1000 : null;
    if (metricName?.endsWith("_count")) times.count = value;
    else if (labels["quantile"] === 0.5) times.p50_ms = ms;
    else if (labels["quantile"] === 0.95) times.p95_ms = ms;
    else if (labels["quantile"] === 0.99) times.p99_ms = ms;
  }
  return found;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, fresh: Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, fresh);
  return fresh;
}

function sum<Item>(items: Iterable<Item>, of: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}

/** A number from zero on, which telemetry may write as text. */
function figureIn(object: JsonObject, name: string): number | undefined {
  const value = Number(field(object, name) ?? NaN);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
