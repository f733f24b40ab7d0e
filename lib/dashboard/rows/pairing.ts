import type { CanonicalEvent } from "../../events/event.ts";
import { BEGINS, ENDS } from "../../events/pairs/pair_rules.ts";
import type { Row } from "./row.ts";

/** What of an event or row pairing looks at. */
type Pairable = Pick<
  CanonicalEvent | Row,
  "type" | "session" | "agent" | "tool" | "correlation" | "status"
>;

/**
 * Beginnings that wait for their ends: joined by the id that both carry, else the oldest of the
 * same session, agent and tool.
 */
export class OpenPairs {
  #byId = new Map<string, Row>();
  #byPlace = new Map<string, Row[]>();

  /** Remembers a beginning. Anything else is passed over. */
  add(row: Row): void {
    if (row.status !== "running" || row.endId !== 0) return;
    if (row.correlation !== undefined) this.#byId.set(row.correlation, row);
    const place = placeOf(row);
    if (place === undefined) return;
    const rows = this.#byPlace.get(place);
    if (rows === undefined) this.#byPlace.set(place, [row]);
    else rows.push(row);
  }

  /** Takes out the beginning that this event ends, where there is one. */
  take(end: Pairable): Row | undefined {
    if (end.status === "running") return undefined;
    const row = this.#find(end);
    if (row !== undefined) this.remove(row);
    return row;
  }

  /** Forgets a row, since it has ended or left the list. */
  remove(row: Row): void {
    if (row.correlation !== undefined && this.#byId.get(row.correlation) === row) {
      this.#byId.delete(row.correlation);
    }
    const place = placeOf(row);
    const rows = place === undefined ? undefined : this.#byPlace.get(place);
    if (place === undefined || rows === undefined) return;
    const at = rows.indexOf(row);
    if (at !== -1) rows.splice(at, 1);
    if (rows.length === 0) this.#byPlace.delete(place);
  }

  clear(): void {
    this.#byId.clear();
    this.#byPlace.clear();
  }

  *[Symbol.iterator](): Iterator<Row> {
    for (const rows of this.#byPlace.values()) yield* rows;
  }

  #find(end: Pairable): Row | undefined {
    if (end.correlation !== undefined) {
      const row = this.#byId.get(end.correlation);
      if (row !== undefined) return placeOf(row) === placeOf(end) ? row : undefined;
    }
    const place = placeOf(end);
    const rows = place === undefined ? undefined : this.#byPlace.get(place);
    // Both having ids that differ, they are not one call.
    return rows?.find((row) => row.correlation === undefined || end.correlation === undefined);
  }
}

/** What the two events of a pair have in common; absent for events that are no row of a pair. */
function placeOf(event: Pairable): string | undefined {
  const rule = BEGINS.get(event.type) ?? ENDS.get(event.type);
  if (rule?.name === "agent") return event.agent === undefined ? undefined : rule.place(event);
  return rule?.name === "tool" ? rule.place(event) : undefined;
}
