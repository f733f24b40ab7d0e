import { type Accepted, reasonFor } from "./accepted.ts";
import type { Place } from "./places.ts";
import type { Result } from "./result_log.ts";

/** Whether no test noticed. */
export function isAlive({ outcome }: Pick<Result, "outcome">): boolean {
  return outcome === "alive" || outcome === "uncovered";
}

/** One place in a line. */
export function describePlace({ id, path, line, operator, before }: Omit<Place, "start" | "end">) {
  const code = before.replaceAll(/\s+/g, " ");
  return `${id} ${path}:${line} ${operator}: ${code.length > 90 ? `${code.slice(0, 89)}…` : code}`;
}

/** What is known of a choice of places. */
export interface Tried {
  readonly chosen: readonly Place[];
  /** Results by the place's id. */
  readonly get: (id: string) => Result | undefined;
  /** Reasons whose code has changed. */
  readonly outdated: readonly Accepted[];
}

/** Lines that end a run, and whether all places are killed or have their reason. */
export function summarise({ chosen, get, outdated }: Tried): { lines: string[]; ok: boolean } {
  const done = chosen.flatMap((place) => {
    const result = get(place.id);
    return result === undefined ? [] : [{ place, result }];
  });
  const alive = done.filter(({ result }) => isAlive(result));
  const late = done.filter(({ result }) => result.outcome === "timeout").length;
  const unexplained = alive.filter(({ place }) => reasonFor(place) === undefined);
  const share = done.length === 0 ? 0 : 100 * alive.length / done.length;
  const lines = alive.map(({ place }) => {
    return `${describePlace(place)}\n    ${reasonFor(place) ?? "ALIVE: needs a test or a reason"}`;
  });
  for (const { path, operator, before } of outdated) {
    lines.push(`A reason is about code that is not there: ${path} ${operator}: ${before}`);
  }
  lines.push(
    `${done.length} of ${chosen.length} tried: ${done.length - alive.length} killed (${late} by ` +
      `the time limit), ${alive.length} alive (${share.toFixed(1)} %), ${unexplained.length} of ` +
      "them without a reason",
  );
  const ok = done.length === chosen.length && unexplained.length === 0 && outdated.length === 0;
  return { lines, ok };
}
