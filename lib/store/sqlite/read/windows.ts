import type { IdRange } from "./scan_plan.ts";

const FIRST_WINDOW = 1000;
const MAX_WINDOW = 1_000_000;
/** A window that took less than this, in ms, is followed by one of twice the size; */
const QUICK_MS = 4;
/** one that took more than this, by one of half of it. */
const SLOW_MS = 10;

/**
 * Cuts a range of ids into windows, so that no single statement runs for long: a condition that
 * SQLite alone tests hands nothing back, and so cannot be stopped, until it finds a row.
 *
 * @param now a clock in ms
 */
export function* windows(
  range: IdRange,
  descending: boolean,
  now: () => number,
): Generator<IdRange, void, void> {
  let size = FIRST_WINDOW;
  let { low, high } = range;
  while (low <= high) {
    const began = now();
    const window = descending
      ? { low: Math.max(low, high - size + 1), high }
      : { low, high: Math.min(high, low + size - 1) };
    yield window;
    if (descending) high = window.low - 1;
    else low = window.high + 1;
    const took = now() - began;
    if (took < QUICK_MS) size = Math.min(size * 2, MAX_WINDOW);
    else if (took > SLOW_MS) size = Math.max(Math.ceil(size / 2), FIRST_WINDOW);
  }
}
