/** How much happened of late in a session. Pure. */
import type { CanonicalEvent } from "../events/event.ts";
import { isHousekeeping } from "../events/is_housekeeping.ts";

/** Width of a step, in ms. */
const STEP = 15_000;
/** Steps that are kept: ten minutes. */
const STEPS = 40;

/** Steps in which something happened, by their number since 1970, and how many events; in order. */
export type Activity = readonly (readonly [step: number, events: number])[];

/** Counts an event, unless it is of no interest to a person. */
export function nextActivity(before: Activity, event: CanonicalEvent): Activity {
  if (isHousekeeping(event)) return before;
  const step = Math.floor(event.received / STEP);
  const last = before.at(-1);
  if (last !== undefined && step <= last[0]) {
    return [...before.slice(0, -1), [last[0], last[1] + 1]];
  }
  return [...before.filter(([each]) => each > step - STEPS), [step, 1]];
}

/** What of it lies within ten minutes before a moment, by beginnings of steps in ms. */
export function viewActivity(activity: Activity, now: number): [at: number, events: number][] {
  const first = Math.floor(now / STEP) - STEPS;
  return activity.filter(([step]) => step > first).map(([step, events]) => [step * STEP, events]);
}
