import type { StoredRow } from "../rows/stored_event.ts";
import type { EventTable, IdRange, ScanPlan } from "./scan_plan.ts";

/** What is made of the rows that are read. */
interface Collector {
  /** The last id looked at. */
  last: number;
  readonly isOver: boolean;
  look(row: StoredRow, isAccepted: boolean): void;
}

/** What is looked for, and what becomes of it. */
export interface Scan {
  readonly plan: ScanPlan;
  readonly page: Collector;
  readonly descending: boolean;
}

/** A part of a range, and how it is read. */
export interface Part {
  readonly part: IdRange;
  readonly table: EventTable;
  /** Whether its words are in their index. */
  readonly isIndexed?: boolean;
}

/** Those parts that hold any ids, in the order of reading. */
export function inOrder(ascending: readonly Part[], descending: boolean): readonly Part[] {
  const parts = ascending.filter(({ part }) => part.low <= part.high);
  return descending ? parts.reverse() : parts;
}

/** The ids of a range up to this one, and those after it. */
export function cut({ low, high }: IdRange, at: number): readonly [IdRange, IdRange] {
  return [{ low, high: Math.min(high, at) }, { low: Math.max(low, at + 1), high }];
}

/** Hands rows on until enough were found; whether it came to their end. */
export function readRows(rows: Iterable<StoredRow>, { plan, page }: Scan): boolean {
  for (const row of rows) {
    if (page.isOver) return false;
    page.look(row, plan.accepts(row));
  }
  return true;
}
