import type { DatabaseSync, StatementSync } from "node:sqlite";
import { toFullText } from "../../events/query/full_text.ts";
import { compileLinear } from "../../events/query/linear_regex.ts";
import { compileQuery } from "../../events/query/match.ts";
import type { Query } from "../../events/query/query.ts";
import { toSql } from "../../events/query/sql.ts";
import type { NameReader } from "./names.ts";
import { type StoredRow, toEvent } from "./stored_event.ts";

/** Ids from one to another, both included. */
export interface IdRange {
  readonly low: number;
  readonly high: number;
}

/** How the events that a query asks for are read. */
export interface ScanPlan {
  /** Whether a row is one of them; it must be asked of each row. */
  accepts(row: StoredRow): boolean;
  /** Rows of a range of ids that may be among them, in order. */
  rows(range: IdRange, descending: boolean): Iterable<StoredRow>;
  /** No event can match. */
  readonly isEmpty: boolean;
}

/** What a plan is made for. */
export interface PlanInput {
  readonly database: DatabaseSync;
  readonly names: NameReader;
  readonly query: Query;
  /** Events up to this id have their words in the index. */
  readonly indexed: number;
}

/**
 * Plans the reading of a query: columns and the index of words narrow it down, and where they do
 * not say all, the matcher that also judges live events has the last word.
 */
export function planScan({ database, names, query, indexed }: PlanInput): ScanPlan {
  const condition = toSql(query, (test) => names.find(test));
  const words = toFullText(query);
  const matches = condition.exact && words === undefined
    ? undefined
    : compileQuery(query, compileLinear);
  const byId = inBothOrders(
    database,
    `SELECT * FROM events WHERE id BETWEEN ? AND ? AND ${condition.sql} ORDER BY id`,
  );
  const byWords = words === undefined ? undefined : inBothOrders(
    database,
    `SELECT events.* FROM words JOIN events ON events.id = words.rowid
      WHERE words.rowid BETWEEN ? AND ? AND words MATCH ? AND ${condition.sql} ORDER BY words.rowid`,
  );
  const scanned = ({ low, high }: IdRange, descending: boolean) =>
    byId(descending).iterate(low, high, ...condition.values);
  return {
    isEmpty: condition.exact && condition.sql === "0",
    accepts: (row) => matches === undefined || matches(toEvent(row, names)),
    *rows(range, descending) {
      if (byWords === undefined || words === undefined || range.high > indexed) {
        return yield* scanned(range, descending);
      }
      const { low, high } = range;
      const found = byWords(descending).iterate(low, high, words, ...condition.values);
      try {
        // The index finds all rows of a range at once or refuses the words.
        yield* found;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        yield* scanned(range, descending);
      }
    },
  };
}

// Such as words that the index would cut further, which its kind cannot look for.
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /fts5|no such table/.test(error.message);
}

function inBothOrders(database: DatabaseSync, sql: string): (descending: boolean) => StatementSync {
  const known: Partial<Record<"up" | "down", StatementSync>> = {};
  return (descending) => {
    const order = descending ? "down" : "up";
    return known[order] ??= database.prepare(`${sql}${descending ? " DESC" : ""}`);
  };
}
