import { OWN_SOURCE } from "../../events/own_source.ts";
import type { Row } from "./row.ts";

/** The rows that housekeeping folds into. */
export interface Anchors {
  /** For what emitters sent. */
  readonly sent?: Row | undefined;
  /** For what the monitor tells of itself. */
  readonly own?: Row | undefined;
}

/** Rows after folding. */
export interface Folded {
  readonly shown: readonly Row[];
  /** Those of them that would fold, but have no row before them. */
  readonly orphans: readonly Row[];
  /** What the next row would fold into. */
  readonly last: Anchors;
}

/**
 * Folds housekeeping into the row before it. What emitters sent is never folded into what the
 * monitor tells of itself, of which the first stands for the rest where nothing is before it.
 *
 * @param before what the first rows fold into
 * @param rows in id order
 * @param counts of what is folded behind a row, by its id: added to
 * @param opened rows whose housekeeping is shown all the same
 */
export function foldInto(
  before: Anchors,
  rows: readonly Row[],
  counts: Map<number, number>,
  opened: ReadonlySet<number>,
): Folded {
  const shown: Row[] = [];
  const orphans: Row[] = [];
  let { sent, own } = before;
  for (const row of rows) {
    if (row.kind !== "housekeeping") {
      shown.push(row);
      if (isOwn(row)) own = row;
      else sent = row;
      continue;
    }
    const anchor = isOwn(row) ? own : sent;
    if (anchor !== undefined) counts.set(anchor.id, (counts.get(anchor.id) ?? 0) + 1);
    else {
      orphans.push(row);
      if (isOwn(row)) own = row;
    }
    if (anchor === undefined || opened.has(anchor.id)) shown.push(row);
  }
  return { shown, orphans, last: { sent, own } };
}

/** What follows from a tool call has the monitor's name, too, but belongs to its session. */
export function isOwn({ source, session }: Row): boolean {
  return source === OWN_SOURCE && session === undefined;
}
