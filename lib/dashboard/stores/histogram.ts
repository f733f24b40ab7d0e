import type { Row } from "./row.ts";

/** Equal steps of time with how much was found in each. */
export interface Histogram {
  /** ms since 1970. */
  readonly from: number;
  /** ms. */
  readonly step: number;
  readonly bars: readonly { readonly count: number; readonly errors: number }[];
}

const STEPS: readonly number[] = [
  1000,
  5000,
  15_000,
  60_000,
  300_000,
  900_000,
  3_600_000,
  6 * 3_600_000,
  86_400_000,
  7 * 86_400_000,
];

/**
 * Counts rows over time, in at most so many bars of a round width.
 *
 * @param rows in id order
 */
export function histogram(rows: readonly Row[], most: number): Histogram | undefined {
  const times = rows.map((row) => row.received);
  const first = times.reduce((least, time) => Math.min(least, time), Infinity);
  const last = times.reduce((greatest, time) => Math.max(greatest, time), -Infinity);
  if (first === Infinity) return undefined;
  const step = STEPS.find((candidate) => (last - first) / candidate < most - 1) ??
    Math.ceil((last - first) / (most - 1));
  const from = Math.floor(first / step) * step;
  const bars = Array.from(
    { length: Math.floor((last - from) / step) + 1 },
    () => ({ count: 0, errors: 0 }),
  );
  for (const row of rows) {
    const bar = bars[Math.floor((row.received - from) / step)];
    if (bar === undefined) continue;
    bar.count++;
    if (row.status === "error") bar.errors++;
  }
  return { from, step, bars };
}

/** A moment as the query language reads it, local time: `2026-11-22T14:30:15`. */
export function queryMoment(ms: number): string {
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
