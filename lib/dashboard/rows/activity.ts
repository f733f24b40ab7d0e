import type { Row } from "./row.ts";

/**
 * Counts rows per session in equal steps of time that end now.
 *
 * @param rows in id order
 * @param steps how many
 * @param width of one step, in ms
 * @param now ms since 1970
 */
export function activityBySession(
  rows: readonly Row[],
  { steps, width, now }: { steps: number; width: number; now: number },
): ReadonlyMap<string, readonly number[]> {
  const activity = new Map<string, number[]>();
  // The grid stands still, so that a bar does not change as it moves to the left.
  const end = (Math.floor(now / width) + 1) * width;
  const begin = end - steps * width;
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at];
    if (row === undefined || row.received < begin) break;
    if (row.session === undefined || row.kind === "housekeeping") continue;
    let bars = activity.get(row.session);
    if (bars === undefined) activity.set(row.session, bars = new Array<number>(steps).fill(0));
    const step = Math.min(steps - 1, Math.floor((row.received - begin) / width));
    bars[step] = (bars[step] ?? 0) + 1;
  }
  return activity;
}
