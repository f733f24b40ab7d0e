import { isAsking } from "../../events/pairs/asking_tools.ts";
import { type MetricsAnswer, SCHEMA_VERSION, type TimesAnswer } from "../../contract/http.ts";
import type { CanonicalEvent, JsonObject } from "../../events/event.ts";
import { field, isJsonObject, textIn } from "../../events/json.ts";
import { exposition, type Family, type Sample } from "./exposition.ts";
import { RecentTimes } from "./times.ts";
import { RouteHistogram } from "./route_histogram.ts";

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
/** Tools and routes are named by strangers: beyond so many, the rest is counted as one. */
const MAX_NAMES = 100;
const OTHER = "other";

/** What this server counts and measures, for Prometheus and for our own dashboard. */
export class Metrics {
  #duplicates = 0;
  #gaps = 0;
  readonly #refused = new Map<string, number>();
  readonly #wrong = new Map<string, number>();
  readonly #ingest = new RouteHistogram(
    "mpm_monitor_ingest_seconds",
    "Time from a request to its answer, with the commit",
  );
  readonly #ingestTimes = new Map<string, RecentTimes>();
  readonly #hookTimes = new Map<string, RecentTimes>();
  readonly #hooks = new Map<string, { failed: number }>();
  readonly #toolTimes = new Map<string, RecentTimes>();
  readonly #tools = new Map<string, { calls: number; errors: number }>();
  readonly #categories = new Map<string, { events: number; errors: number }>();
  readonly #minutes = new Map<number, number>();

  /** Counts events that were dropped as duplicates. */
  countDuplicates(count: number): void {
    this.#duplicates += count;
  }

  /** Counts stored events. */
  countStored(events: readonly CanonicalEvent[]): void {
    for (const event of events) {
      const isError = event.status === "error";
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

  /**
   * Measures one request that sent events, in seconds.
   *
   * @param route its path
   */
  measureIngest(route: string, seconds: number): void {
    this.#ingest.observe(route, seconds);
    timesOf(this.#ingestTimes, route).add(seconds, performance.now());
  }

  /** Counts a refused request, by the code of its error. */
  countRefused(reason: string): void {
    addOne(this.#refused, reason);
  }

  /** Counts a wrong token, login code or secret. */
  countWrong(kind: string): void {
    addOne(this.#wrong, kind);
  }

  /** Counts a slow client that was left out. */
  countGap(): void {
    this.#gaps++;
  }

  /** All figures as Prometheus reads them. */
  prometheus(live: LiveFigures): string {
    const categories = [...this.#categories];
    const stored = categories.map(([category, { events }]) => ({
      labels: { category },
      value: events,
    }));
    const failed = categories.map(([category, { errors }]) => ({
      labels: { category },
      value: errors,
    }));
    return exposition([
      counter("events_stored_total", "Events stored", stored),
      counter("events_failed_total", "Stored events that tell of a failure", failed),
      counter("events_duplicate_total", "Events dropped as duplicates", [
        { value: this.#duplicates },
      ]),
      counter("requests_refused_total", "Requests refused", samplesOf(this.#refused, "reason")),
      counter(
        "wrong_credentials_total",
        "Wrong tokens, login codes and secrets",
        samplesOf(this.#wrong, "kind"),
      ),
      counter("feed_gaps_total", "Times a slow client was left out", [{ value: this.#gaps }]),
      gauge("uptime_seconds", "Time since the start", live.uptime),
      gauge("clients", "Connected socket clients", live.clients),
      gauge("subscriptions", "Clients that follow the feed", live.subscriptions),
      gauge("store_events", "Events in the store", live.store.events),
      gauge("store_bytes", "Bytes of the store on disk", live.store.bytes),
      gauge("queue_events", "Events on their way to the disk", live.queue.now),
      gauge("not_stored_events", "Events that could not be stored", live.not_stored),
      gauge("event_loop_lag_seconds", "How late the event loop was", live.lag.now / 1000),
      gauge("resident_memory_bytes", "Memory in use", live.memory),
      gauge("heap_bytes", "Heap of the main thread in use", live.heap),
      this.#ingest.family(),
    ]);
  }

  /** All figures as `GET /api/metrics` answers them. */
  answer(live: LiveFigures, now: number): MetricsAnswer {
    const minute = Math.floor(now / 60_000);
    return {
      schema_version: SCHEMA_VERSION,
      ...live,
      events: {
        stored: sum(this.#categories.values(), ({ events }) => events),
        duplicates: this.#duplicates,
        refused: Object.fromEntries(this.#refused),
        wrong_credentials: Object.fromEntries(this.#wrong),
        last_minute: this.#minutes.get(minute - 1) ?? 0,
        this_minute: this.#minutes.get(minute) ?? 0,
      },
      gaps: this.#gaps,
      ingest: [...this.#ingestTimes].map(([way, times]) => ({ way, ...figuresOf(times) })),
      hooks: [...this.#hooks].map(([event, counts]) => ({
        event,
        ...counts,
        ...figuresOf(this.#hookTimes.get(event)),
      })),
      categories: [...this.#categories].map(([category, counts]) => ({ category, ...counts })),
      tools: [...this.#tools]
        .map(([tool, counts]) => ({ tool, ...counts, ...figuresOf(this.#toolTimes.get(tool)) }))
        .sort((left, right) => (right.p95_ms ?? -1) - (left.p95_ms ?? -1)),
    };
  }

  #countHooks({ data }: CanonicalEvent): void {
    if (!isJsonObject(data)) return;
    const time = figureIn(data, "total_duration_ms");
    const named = textIn(data, "hook_event", "hook_name") ?? OTHER;
    const known = this.#hooks.has(named) || this.#hooks.size < MAX_NAMES;
    const event = known ? named : OTHER;
    const counts = entry(this.#hooks, event, { failed: 0 });
    counts.failed += figureIn(data, "num_non_blocking_error") ?? 0;
    if (time !== undefined) timesOf(this.#hookTimes, event).add(time / 1000, performance.now());
  }

  #countTool(event: CanonicalEvent, isError: boolean): void {
    const isEnd = event.type === "tool.post" || event.type === "tool.failure";
    if (event.tool === undefined || !isEnd) return;
    const known = this.#tools.has(event.tool) || this.#tools.size < MAX_NAMES;
    const tool = known ? event.tool : OTHER;
    const counts = entry(this.#tools, tool, { calls: 0, errors: 0 });
    counts.calls++;
    if (isError) counts.errors++;
    if (event.duration_ms !== undefined && !isAsking(event.tool)) {
      timesOf(this.#toolTimes, tool).add(event.duration_ms / 1000, performance.now());
    }
  }
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  return { name: `mpm_monitor_${name}`, help, type: "counter", samples };
}

function gauge(name: string, help: string, value: number): Family {
  return { name: `mpm_monitor_${name}`, help, type: "gauge", samples: [{ value }] };
}

function samplesOf(counts: ReadonlyMap<string, number>, label: string): Sample[] {
  return Array.from(counts, ([name, value]) => ({ labels: { [label]: name }, value }));
}

function addOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

const UNMEASURED: TimesAnswer = { count: 0, p50_ms: null, p95_ms: null, p99_ms: null };

function timesOf(times: Map<string, RecentTimes>, name: string): RecentTimes {
  const known = times.get(name);
  if (known !== undefined) return known;
  const fresh = new RecentTimes();
  times.set(name, fresh);
  return fresh;
}

function figuresOf(times: RecentTimes | undefined): TimesAnswer {
  if (times === undefined) return UNMEASURED;
  const [p50, p95, p99] = times.quantiles(QUANTILES, performance.now()).map((seconds) =>
    seconds === null ? null : seconds * 1000
  );
  return { count: times.count, p50_ms: p50 ?? null, p95_ms: p95 ?? null, p99_ms: p99 ?? null };
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
