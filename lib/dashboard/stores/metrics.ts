import type { Row } from "./row.ts";

/** Figures of one tool or category. */
export interface Group {
  readonly name: string;
  readonly count: number;
  readonly errors: number;
  /** ms, ascending. */
  readonly durations: readonly number[];
}

/** Equal steps of time with what happened in each; figures are `null` where nothing did. */
export interface Series {
  /** Beginnings of the steps; ms since 1970. */
  readonly times: readonly number[];
  /** Per minute. */
  readonly rate: readonly (number | null)[];
  /** Per minute. */
  readonly errors: readonly (number | null)[];
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
}

/** All that the Metrics view draws. */
export interface Metrics {
  readonly series: Series;
  readonly tools: readonly Group[];
  readonly categories: readonly Group[];
  readonly slowest: readonly Row[];
  readonly total: number;
  readonly errors: number;
  /** ms, ascending. */
  readonly durations: readonly number[];
}

/** Which rows to measure. */
export interface MetricsRequest {
  readonly rows: readonly Row[];
  readonly filter: (row: Row) => boolean;
  /** ms since 1970. */
  readonly from: number;
  /** ms since 1970. */
  readonly to: number;
  readonly steps: number;
  /** Whether there was nothing before the first row; else that time is unknown. */
  readonly complete: boolean;
}

/** Slowest calls that are listed. */
const SLOWEST = 10;

/** Measures the rows of a stretch of time, by the server's clock. */
export function measure({ rows, filter, from, to, steps, complete }: MetricsRequest): Metrics {
  const width = (to - from) / steps;
  const buckets = Array.from(
    { length: steps },
    () => ({ count: 0, errors: 0, durations: [] as number[] }),
  );
  const tools = new Map<string, MutableGroup>();
  const categories = new Map<string, MutableGroup>();
  const timed: Row[] = [];
  let total = 0;
  let errors = 0;
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at];
    if (row === undefined || row.received < from) break;
    if (row.received >= to || row.kind === "housekeeping" || !filter(row)) continue;
    const bucket = buckets[Math.min(steps - 1, Math.floor((row.received - from) / width))];
    if (bucket === undefined) continue;
    const failed = row.status === "error";
    const ms = row.kind === "tool" ? row.duration_ms : undefined;
    total++;
    if (failed) errors++;
    bucket.count++;
    if (failed) bucket.errors++;
    addTo(categories, row.category, failed, ms);
    if (row.kind === "tool" && row.tool !== undefined) addTo(tools, row.tool, failed, ms);
    if (ms === undefined) continue;
    bucket.durations.push(ms);
    timed.push(row);
  }
  for (const { durations } of buckets) durations.sort(ascending);
  const perMinute = 60_000 / width;
  const known = complete ? -Infinity : rows[0]?.received ?? Infinity;
  const rate = (n: number, step: number) =>
    from + (step + 1) * width < known ? null : n * perMinute;
  const at = (q: number) => buckets.map(({ durations }) => quantile(durations, q) ?? null);
  timed.sort((a, b) => (b.duration_ms ?? 0) - (a.duration_ms ?? 0));
  return {
    series: {
      times: buckets.map((_, step) => from + step * width),
      rate: buckets.map(({ count }, step) => rate(count, step)),
      errors: buckets.map((bucket, step) => rate(bucket.errors, step)),
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
    },
    tools: sorted(tools),
    categories: sorted(categories),
    slowest: timed.slice(0, SLOWEST),
    total,
    errors,
    durations: timed.map((row) => row.duration_ms ?? 0).reverse(),
  };
}

/**
 * The value that a share of all lies at or below; absent when there are none.
 *
 * @param sorted ascending
 * @param share 0 to 1
 */
export function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

interface MutableGroup {
  name: string;
  count: number;
  errors: number;
  durations: number[];
}

function addTo(
  groups: Map<string, MutableGroup>,
  name: string,
  failed: boolean,
  ms: number | undefined,
): void {
  let group = groups.get(name);
  if (group === undefined) {
    group = { name, count: 0, errors: 0, durations: [] };
    groups.set(name, group);
  }
  group.count++;
  if (failed) group.errors++;
  if (ms !== undefined) group.durations.push(ms);
}

function sorted(groups: ReadonlyMap<string, MutableGroup>): readonly Group[] {
  for (const { durations } of groups.values()) durations.sort(ascending);
  return [...groups.values()].toSorted((a, b) => b.count - a.count);
}

function ascending(a: number, b: number): number {
  return a - b;
}
