import type { Place } from "./places.ts";
import list from "./accepted.json" with { type: "json" };

/** A place that may be broken without a test that fails, and why nobody could notice. */
export interface Accepted extends Pick<Place, "path" | "operator" | "inside" | "before"> {
  readonly reason: string;
}

/** All accepted places: `accepted.json` beside this file. */
export const ACCEPTED: readonly Accepted[] = list as readonly Accepted[];

/** The reason for which a place may stay alive, or `undefined` where there is none. */
export function reasonFor(
  place: Place,
  accepted: readonly Accepted[] = ACCEPTED,
): string | undefined {
  return accepted.find((each) => isAbout(each, place))?.reason;
}

/** Entries of the list whose code has changed or gone. */
export function findOutdated(
  places: readonly Place[],
  accepted: readonly Accepted[] = ACCEPTED,
): Accepted[] {
  return accepted.filter((each) => !places.some((place) => isAbout(each, place)));
}

function isAbout(accepted: Accepted, place: Place): boolean {
  return accepted.path === place.path && accepted.operator === place.operator &&
    accepted.inside === place.inside && accepted.before === place.before;
}
