/** Points of telemetry's metrics: what each adds, sent once or twice, as a difference or a total. Pure. */
import type { CanonicalEvent, Json, JsonObject } from "../../events/event.ts";
import { field } from "../../events/json.ts";

/** One line of a metric's chart: the points that have all attributes in common. */
export interface MetricSeries {
  /** What it has come to. */
  readonly total: number | null;
  /** When that began to be counted, in ns since 1970 as text; `null` where it was not reported. */
  readonly begun: string | null;
  /** When the latest points were taken; ms since 1970, UTC. */
  readonly seen: readonly number[];
}

/** By what tells them apart. */
export type MetricSeriesMap = Readonly<Record<string, MetricSeries>>;

const MAX_SERIES = 100;
const MAX_SEEN = 8;
const NEW: MetricSeries = { total: null, begun: null, seen: [] };

/** What of a point is not an attribute, and differs from point to point. */
const OF_POINT = new Set(["value", "temporality", "startTimeUnixNano", "exemplars", "flags"]);

/** A point taken in. */
export interface PointTaken {
  readonly series: MetricSeriesMap;
  /** What it adds. */
  readonly added: number;
  /** When that began to be used, where nobody watched; ms since 1970, UTC. */
  readonly since: number | null;
}

/**
 * Takes in a point.
 *
 * @returns `null` for one that was taken before, and one of which nobody knows what it adds
 */
export function takePoint(
  all: MetricSeriesMap,
  event: Pick<CanonicalEvent, "type" | "ts" | "received">,
  payload: JsonObject,
  value: number,
): PointTaken | null {
  const name = nameOf(event.type, payload);
  const known = all[name] ?? NEW;
  // A point without a time is given that of its receipt.
  const isTimed = event.ts !== event.received;
  if (isTimed && known.seen.includes(event.ts)) return null;
  const seen = isTimed ? [...known.seen, event.ts].slice(-MAX_SEEN) : known.seen;
  switch (field(payload, "temporality")) {
    case 1:
    case "AGGREGATION_TEMPORALITY_DELTA":
      return {
        series: withSeries(all, name, { ...known, total: (known.total ?? 0) + value, seen }),
        added: value,
        since: null,
      };
    case 2:
    case "AGGREGATION_TEMPORALITY_CUMULATIVE": {
      const begun = beginOf(payload);
      const { total, added } = advanced(known, { value, begun });
      const since = known.total !== null || begun === null ? null : Number(begun) / 1e6;
      const series = { total, begun: latest(begun, known.begun), seen };
      return { series: withSeries(all, name, series), added, since };
    }
    default:
      return null;
  }
}

function advanced(
  { total, begun }: MetricSeries,
  point: { readonly value: number; readonly begun: string | null },
): { readonly total: number; readonly added: number } {
  const { value } = point;
  if (total === null) return { total: value, added: value };
  if (point.begun !== null && begun !== null && point.begun !== begun) {
    // An older run's last word may come late.
    if (BigInt(point.begun) < BigInt(begun)) return { total, added: 0 };
    return { total: value, added: value };
  }
  if (value >= total) return { total: value, added: value - total };
  // It fell without saying that it began anew: that may be an older point.
  return point.begun === null ? { total: value, added: value } : { total, added: 0 };
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return BigInt(one) > BigInt(other) ? one : other;
}

function beginOf(payload: JsonObject): string | null {
  const begun = field(payload, "startTimeUnixNano");
  const text = typeof begun === "number" ? String(begun) : begun;
  return typeof text === "string" && /^[1-9]\d{0,24}$/.test(text) ? text : null;
}

function withSeries(all: MetricSeriesMap, name: string, series: MetricSeries): MetricSeriesMap {
  const { [name]: _, ...others } = all;
  return Object.fromEntries([...Object.entries(others), [name, series]].slice(-MAX_SERIES));
}

/** Short, since it is kept with the session: attributes may be long. */
function nameOf(type: string, payload: JsonObject): string {
  const attributes = Object.entries(payload).filter(([name]) => !OF_POINT.has(name))
    .sort(([left], [right]) => left < right ? -1 : 1);
  return `${type} ${fingerprint(JSON.stringify(attributes satisfies [string, Json][]))}`;
}

/** FNV-1a in two halves: 64 bits, so that two series of one session are never taken for one. */
function fingerprint(text: string): string {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + at), 0x85ebca6b);
  }
  return (low >>> 0).toString(36) + (high >>> 0).toString(36);
}
