import type { DatabaseSync, StatementSync } from "node:sqlite";
import { wordsNeeded } from "../../../events/query/full_text.ts";
import { compileLinear } from "../../../events/query/linear_regex.ts";
import { compileQuery, type Matcher } from "../../../events/query/match.ts";
import { needleTest } from "../../../events/query/needles.ts";
import type { Query } from "../../../events/query/query.ts";
import { toSql } from "../../../events/query/sql.ts";
import type { StringReader } from "../rows/interned_strings.ts";
import { type StoredRow, toEvent, toJson } from "../rows/stored_event.ts";

/** Ids from one to another, both included. */
export interface IdRange {
  readonly low: number;
  readonly high: number;
}

/** Where events are: the newest ones in a table of their own, which has no indexes. */
export type EventTable = "events" | "arrivals";

/** What a plan is made for. */
export interface PlanInput {
  readonly database: DatabaseSync;
  readonly names: StringReader;
  readonly query: Query;
}

/** Terms that more than this share of events match are not looked up in the index of words. */
const RARE = 0.03;

/**
 * How the events that a query asks for are read: columns and the index of words narrow it down,
 * and where they do not say all, the matcher that also judges live events has the last word.
 */
export class ScanPlan {
  readonly #input: PlanInput;
  readonly #matches: Matcher | undefined;
  readonly #mayMatch: ((json: string) => boolean) | undefined;
  readonly #needs: readonly { readonly words: string; readonly matches: Matcher }[];
  readonly #condition: ReturnType<typeof toSql>;

  constructor(input: PlanInput) {
    const { query, names } = input;
    this.#input = input;
    this.#condition = toSql(query, (test) => names.find(test));
    if (!this.#condition.exact) this.#matches = compileQuery(query, compileLinear);
    this.#mayMatch = needleTest(query);
    this.#needs = wordsNeeded(query).map(({ words, term }) => ({
      words,
      matches: compileQuery(term, compileLinear),
    }));
  }

  /** No event can match. */
  get isEmpty(): boolean {
    return this.#condition.exact && this.#condition.sql === "0";
  }

  /** Whether the index of words can help. */
  get hasWords(): boolean {
    return this.#needs.length > 0;
  }

  /** Whether a row is one of those asked for. */
  accepts(row: StoredRow): boolean {
    if (this.#matches === undefined) return true;
    if (this.#mayMatch && !this.#mayMatch(toJson(row, this.#input.names))) return false;
    return this.#matches(toEvent(row, this.#input.names));
  }

  /** All rows of a range, in order. */
  all({ low, high }: IdRange, descending: boolean): Iterable<StoredRow> {
    return this.#ordered("SELECT * FROM events WHERE id BETWEEN ? AND ? ORDER BY id", descending)
      .iterate(low, high);
  }

  /** Rows of a range whose columns are as they must be, in order. */
  byColumns(
    { low, high }: IdRange,
    descending: boolean,
    table: EventTable = "events",
  ): Iterable<StoredRow> {
    const { sql, values } = this.#condition;
    return this.#ordered(
      `SELECT * FROM ${table} WHERE id BETWEEN ? AND ? AND ${sql} ORDER BY id`,
      descending,
    ).iterate(low, high, ...values);
  }

  /** Whether columns say all: then nothing has to be looked at but them. */
  get isExact(): boolean {
    return this.#condition.exact;
  }

  /** What SQL makes of the rows of a range whose columns are as they must be. */
  select(columns: string, { low, high }: IdRange, rest: string, table: EventTable): StoredRow[] {
    const { sql, values } = this.#condition;
    return this.#statement(
      `SELECT ${columns} FROM ${table} WHERE id BETWEEN ? AND ? AND ${sql} ${rest}`,
    )
      .all(low, high, ...values);
  }

  /** Rows of a range that have the words, in order. */
  byWords({ low, high }: IdRange, words: string, descending: boolean): Iterable<StoredRow> {
    return this.#ordered(
      `SELECT events.* FROM words JOIN events ON events.id = words.rowid
        WHERE words.rowid BETWEEN ? AND ? AND words MATCH ? ORDER BY words.rowid`,
      descending,
    ).iterate(low, high, words);
  }

  /**
   * The words to look up, after a look at some events: only those of terms that few of them match,
   * since the index hands out what it finds one by one. Undefined when no term is rare.
   */
  rareWords(sample: readonly StoredRow[]): string | undefined {
    const events = sample.map((row) => toEvent(row, this.#input.names));
    const rare = this.#needs.filter(({ matches }) =>
      events.filter(matches).length <= events.length * RARE
    );
    return rare.length === 0 ? undefined : rare.map(({ words }) => words).join(" AND ");
  }

  readonly #statements = new Map<string, StatementSync>();

  #ordered(sql: string, descending: boolean): StatementSync {
    return this.#statement(descending ? `${sql} DESC` : sql);
  }

  #statement(text: string): StatementSync {
    const known = this.#statements.get(text) ?? this.#input.database.prepare(text);
    this.#statements.set(text, known);
    return known;
  }
}

/** Whether the index refused the words: some it would have to cut further, and cannot then. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && /fts5|no such table/.test(error.message);
}
