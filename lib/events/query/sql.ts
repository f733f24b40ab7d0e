import type { Query, RangeTerm, WordTerm } from "./query.ts";
import { wordTest } from "./word_match.ts";

/** A condition on the columns of a stored event. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /** Whether it lets through just what the query asks for; else more, and never less. */
  readonly exact: boolean;
}

/**
 * Numbers of the stored words that pass a test; undefined when they are too many to be listed.
 */
export type NameFinder = (test: (text: string) => boolean) => readonly number[] | undefined;

const EVERYTHING: SqlCondition = { sql: "1", values: [], exact: true };
const UNKNOWN: SqlCondition = { sql: "1", values: [], exact: false };

/**
 * Translates a query, as far as columns can answer it. Text, patterns and places in the data are
 * left to the matcher, which sees every event that passes an inexact condition.
 */
export function toSql(query: Query, names: NameFinder): SqlCondition {
  return translate(query, names, false);
}

function translate(query: Query, names: NameFinder, negated: boolean): SqlCondition {
  switch (query.kind) {
    case "not":
      return translate(query.term, names, !negated);
    case "and":
    case "or": {
      const terms = query.terms.map((term) => translate(term, names, negated));
      return (query.kind === "and") === negated ? anyOf(terms) : allOf(terms);
    }
    case "word":
      return word(query, names, negated);
    case "range":
      return range(query, negated);
    case "has":
      return exactly(`${query.field} IS ${negated ? "" : "NOT "}NULL`, []);
    case "text":
    case "regex":
      return UNKNOWN;
  }
}

function allOf(terms: readonly SqlCondition[]): SqlCondition {
  if (terms.length === 0) return EVERYTHING;
  return {
    sql: `(${terms.map(({ sql }) => sql).join(" AND ")})`,
    values: terms.flatMap(({ values }) => values),
    exact: terms.every(({ exact }) => exact),
  };
}

function anyOf(terms: readonly SqlCondition[]): SqlCondition {
  if (terms.some((term) => term === UNKNOWN)) return UNKNOWN;
  if (terms.length === 0) return exactly("0", []);
  return {
    sql: `(${terms.map(({ sql }) => sql).join(" OR ")})`,
    values: terms.flatMap(({ values }) => values),
    exact: terms.every(({ exact }) => exact),
  };
}

function exactly(sql: string, values: readonly (string | number)[]): SqlCondition {
  return { sql, values, exact: true };
}

function word(term: WordTerm, names: NameFinder, negated: boolean): SqlCondition {
  const { field, value, quoted } = term;
  if (typeof field !== "string" || field === "summary") return UNKNOWN;
  if (field === "correlation") {
    if (!quoted && value.includes("*")) return UNKNOWN;
    // `IS` would not use the index.
    return exactly(negated ? "correlation IS NOT ?" : "correlation = ?", [value]);
  }
  const ids = names(wordTest(term));
  if (ids === undefined) return UNKNOWN;
  if (ids.length === 0) return exactly(negated ? "1" : "0", []);
  const list = ids.join(",");
  return exactly(
    negated ? `(${field} IS NULL OR ${field} NOT IN (${list}))` : `${field} IN (${list})`,
    [],
  );
}

function range({ field, from, to, open }: RangeTerm, negated: boolean): SqlCondition {
  const [above, below] = open ? [">", "<"] : [">=", "<="];
  const parts = [
    ...(from === undefined ? [] : [{ sql: `${field} ${above} ?`, value: from }]),
    ...(to === undefined ? [] : [{ sql: `${field} ${below} ?`, value: to }]),
  ];
  if (parts.length === 0) return exactly(`${field} IS ${negated ? "" : "NOT "}NULL`, []);
  const sql = `(${parts.map((part) => part.sql).join(" AND ")})`;
  return exactly(negated ? `${sql} IS NOT TRUE` : sql, parts.map(({ value }) => value));
}
