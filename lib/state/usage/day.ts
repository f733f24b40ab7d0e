/** Days as people count them: local ones. */

const DAY_MS = 86_400_000;
/** Emitters' clocks are believed for the past only, and no further back than this. */
const OLDEST = 400 * DAY_MS;

/** The local day of a time in ms since 1970, UTC: `2026-11-22`. */
export function localDay(time: number): string {
  const date = new Date(time);
  const [month, day] = [date.getMonth() + 1, date.getDate()]
    .map((part) => `${part}`.padStart(2, "0"));
  return `${date.getFullYear()}-${month}-${day}`;
}

/** The local day so many days before that of a time; 0 is that day itself. */
export function dayBefore(time: number, days: number): string {
  const date = new Date(time);
  // Noon, since days with a change of the clock are not 24 hours long.
  return localDay(
    new Date(date.getFullYear(), date.getMonth(), date.getDate() - days, 12).getTime(),
  );
}

/** When an event is counted: when it happened, unless its emitter's clock is ahead or far off. */
export function countedAt(event: { readonly ts: number; readonly received: number }): number {
  const { ts, received } = event;
  return ts <= received && ts >= received - OLDEST ? ts : received;
}
