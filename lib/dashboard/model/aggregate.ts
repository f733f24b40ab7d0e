import { quantile } from "../../events/quantile.ts";
import type {
  Aggregate,
  AggregateGroup,
  AggregateStep,
  AggregateTime,
} from "../../events/aggregate.ts";

/** Calls that are listed as the slowest. */
const SLOWEST = 10;

/** Adds an older part of a count to the newer ones. */
export function addAggregates(newer: Aggregate, older: Aggregate): Aggregate {
  const step = Math.max(newer.step, older.step);
  return {
    ...older,
    step,
    series: widen([...older.series, ...newer.series], step),
    tools: addGroups(newer.tools, older.tools),
    categories: addGroups(newer.categories, older.categories),
    slowest: [...newer.slowest, ...older.slowest]
      .sort((one, other) => other.duration_ms - one.duration_ms).slice(0, SLOWEST),
  };
}

/** The same counts in wider steps, oldest first. */
export function widen(series: readonly AggregateStep[], width: number): AggregateStep[] {
  const grouped = Map.groupBy(series, ({ at }) => Math.floor(at / width) * width);
  return Array.from(grouped, ([at, steps]) => ({
    at,
    events: sum(steps, ({ events }) => events),
    errors: sum(steps, ({ errors }) => errors),
    calls: sum(steps, ({ calls }) => calls),
    times: steps.flatMap(({ times }) => times),
  })).sort((one, other) => one.at - other.at);
}

function addGroups(
  one: readonly AggregateGroup[],
  other: readonly AggregateGroup[],
): AggregateGroup[] {
  const grouped = Map.groupBy([...one, ...other], ({ name }) => name);
  return Array.from(grouped, ([name, groups]) => ({
    name,
    count: sum(groups, ({ count }) => count),
    errors: sum(groups, ({ errors }) => errors),
    times: groups.flatMap(({ times }) => times),
  })).sort((a, b) => b.count - a.count);
}

/** Adds up what each item has. */
export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/**
 * The time that a share of all calls lies at or below, in ms; `null` when no call reported one.
 *
 * @param share 0 to 1
 */
export function timeAt(times: readonly AggregateTime[], share: number): number | null {
  return quantile(times.toSorted(([one], [other]) => one - other), share);
}

/** What a chart shows: equal steps, `null` where nothing is known. */
export interface TimeSeries {
  /** Beginnings of the steps; ms since 1970. */
  readonly times: readonly number[];
  readonly step: number;
  /** So many of the first steps are not known. */
  readonly unknown: number;
  /** One value a step; its argument is absent where nothing happened. */
  line(of: (step: AggregateStep | undefined) => number | null): readonly (number | null)[];
}

/**
 * Lays a count out over a stretch of time.
 *
 * @param from ms since 1970, as is `to`
 * @param known the moment from which on everything was counted
 */
export function timeSeriesOf(
  aggregate: Aggregate,
  { from, to, known }: { from: number; to: number; known: number },
): TimeSeries {
  const { step, series } = aggregate;
  const begin = Math.floor(from / step) * step;
  const times = Array.from(
    { length: Math.ceil((to - begin) / step) },
    (_, at) => begin + at * step,
  );
  const steps = new Map(series.map((each) => [each.at, each]));
  return {
    times,
    step,
    unknown: times.filter((at) => at + step <= known).length,
    line: (of) => times.map((at) => at + step <= known ? null : of(steps.get(at))),
  };
}

/** From when on everything was counted: what is older is not stored, or not counted yet. */
export function knownFrom({ more, series, oldest }: Aggregate): number {
  return Math.max(oldest ?? -Infinity, more ? series[0]?.at ?? Infinity : -Infinity);
}
